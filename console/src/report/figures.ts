/** The figures of a report, as charts and tables take them. Pure. */
import type { Words } from "../api/definitions";
import { isNothing, isObject, isShown, type Shown, type Speech } from "../records/reading";

const FEN = 100;

/** One figure: what it is called, as it is read, as it is drawn. */
export interface Figure {
  name: string;
  text: string;
  /** Yuan, where it is money. */
  height: number | null;
}

/** Of `kinds` each is called as a kind is. */
function calledIn(words: Words, key: string): Record<string, string> {
  return words[key.replace(/ies$/, "y").replace(/s$/, "")] ?? {};
}

/** The figures that stand in something itself. */
export function plain(value: Shown, speech: Speech, called: Record<string, string> = {}): Figure[] {
  return Object.entries(value).flatMap(([key, each]) => {
    const text = isShown(key, each) ? speech.value(key, each) : null;
    return text === null ? [] : [{ name: called[key] ?? speech.name(key), text, height: height(each) }];
  });
}

/** What of a report can be drawn as bars: things that are figures and nothing else. */
export function drawable(words: Words, value: Shown, speech: Speech): [string, Figure[]][] {
  return Object.entries(value).flatMap(([key, each]) => {
    if (!isObject(each) || height(each) !== null) return [];
    const figures = plain(each, speech.within(key), calledIn(words, key));
    const whole = figures.length === Object.values(each).filter((of) => !isNothing(of)).length;
    const drawn = whole && figures.every((of) => of.height !== null) && figures.some((of) => of.height);
    return drawn ? [[key, figures] as [string, Figure[]]] : [];
  });
}

/** A row of a table: the figures of a thing and of what is in it, each under its name. */
export function row(value: Shown, speech: Speech): Map<string, string> {
  const found = new Map(plain(value, speech).map((each) => [each.name, each.text]));
  for (const [key, each] of Object.entries(value)) {
    if (!isObject(each) || height(each) !== null || "hant" in each) continue;
    for (const of of plain(each, speech.within(key))) found.set(`${speech.name(key)} · ${of.name}`, of.text);
  }
  return found;
}

/** Groups with the first of their figures, as bars beside each other. */
export function series(groups: Shown[], speech: Speech, most: number): { names: string[]; data: Shown[] } {
  const figuresOf = (group: Shown): Figure[] => {
    const held = Object.keys(group).find((key) => isObject(group[key]) && !("hant" in (group[key] as Shown)));
    const all = held ? plain(group[held] as Shown, speech.within(held)) : plain(group, speech);
    return all.filter((each) => each.height !== null).slice(0, most);
  };
  const names = [...new Set(groups.flatMap((each) => figuresOf(each).map((of) => of.name)))].slice(0, most);
  const data = groups.map((each) => ({
    name: plain(each, speech)[0]?.text ?? "",
    ...Object.fromEntries(figuresOf(each).map((of) => [of.name, of.height])),
  }));
  return { names, data };
}

function height(value: unknown): number | null {
  if (typeof value === "number") return value;
  return isObject(value) && "fen" in value && "currency" in value ? (value.fen as number) / FEN : null;
}
