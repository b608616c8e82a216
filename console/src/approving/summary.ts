/** What is asked, in a few lines: by the kind of record. Pure. */
import { isNothing, isObject, type Said, type Shown, type Speech } from "../records/reading";

interface Lines {
  /** The property of the record that holds what is signed. */
  content?: string;
  title: string;
  facts: string[];
  people?: string;
}

const SAID: Record<string, Lines> = {
  reception: { content: "content", title: "purpose", facts: ["requested_name", "first", "last", "budget"], people: "guests" },
  stay: { content: "asked", title: "reason", facts: ["employee_name", "first", "last", "extends"], people: "guests" },
  trip: { title: "destination", facts: ["asked_name", "kind", "line", "purpose", "passengers", "km", "begins", "ends", "reception_number"] },
  advance: { title: "reason", facts: ["person_name", "fen", "reception_number", "asked_at"] },
  claim: { title: "reception_number", facts: ["person_name", "total", "rest", "claimed_at"] },
};

export interface Summary {
  title: string;
  facts: [string, Said[]][];
  people: string[];
}

/** The property that holds what is signed; none where it is the record itself. */
export const contentOf = (kind: string): string | undefined => SAID[kind]?.content;

export function summary(kind: string, view: Shown, record: Shown, viewed: Speech, speech: Speech): Summary {
  const { content, title, facts, people } = SAID[kind]!;
  const places: [Shown, Speech][] = [[record, speech], [view, viewed]];
  if (content) places.unshift([record[content] as Shown, speech.within(content)]);
  const said = (key: string): [string, Said[]] | null => {
    const [place, of] = places.find(([each]) => !isNothing(each[key])) ?? [];
    const words = of?.said(place!, key);
    return words?.length ? [of!.name(key), words] : null;
  };
  return {
    title: said(title)?.[1].map(({ text }) => text).join("、") ?? "",
    facts: facts.map(said).filter((each) => each !== null),
    people: people ? ((places[0]![0][people] ?? []) as Shown[]).filter(isObject).map((each) => person(each, places[0]![1].within(people))) : [],
  };
}

function person(each: Shown, speech: Speech): string {
  const more = ["unit", "title", "relation"].map((key) => each[key] && speech.value(key, each[key])).filter(Boolean);
  return [each.name, ...more].join(" · ");
}
