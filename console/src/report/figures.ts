/** The figures of a report, as charts and tables take them. Pure. */
import type { Words } from "../api/definitions";
import { isNothing, isObject, type Shown, type Speech } from "../records/reading";

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
  return speech.shown(value).flatMap((key) => {
    const said = speech.said(value, key);
    const text = said?.map((each) => each.text).join("、");
    return text === undefined ? [] : [{ name: called[key] ?? speech.name(key), text, height: height(value[key], speech.isMoney(key)) }];
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

/** The figures of a thing and of all that is in it, each under its name; tables in it have charts. */
export function row(value: Shown, speech: Speech): Figure[] {
  const held = Object.entries(value).filter(
    ([key, each]) => isObject(each) && !isPlain(each) && !speech.within(key).isTable,
  ) as [string, Shown][];
  const within = held.flatMap(([key, each]) => {
    const figures = row(each, speech.within(key));
    return held.length > 1 ? figures.map((of) => ({ ...of, name: `${speech.name(key)} · ${of.name}` })) : figures;
  });
  return [...plain(value, speech), ...within];
}

/** Groups with those of their figures that tell them apart, as bars beside each other. */
export function series(groups: Shown[], speech: Speech, most: number): { names: string[]; data: Shown[] } {
  const figured = groups.map((group) => {
    const held = Object.keys(group).find((key) => isObject(group[key]) && !isPlain(group[key]));
    const figures = held ? row(group[held] as Shown, speech.within(held)) : row(group, speech);
    return new Map(figures.filter((each) => each.height !== null).map((each) => [each.name, each.height]));
  });
  const all = [...new Set(figured.flatMap((each) => [...each.keys()]))];
  const telling = all.filter((name) => new Set(figured.map((each) => each.get(name))).size > 1);
  const names = telling.slice(0, most);
  const data = groups.map((group, place) => ({
    name: plain(group, speech)[0]?.text ?? "",
    ...Object.fromEntries(names.map((name) => [name, figured[place]!.get(name) ?? 0])),
  }));
  return { names, data };
}

/** Money, or a name in three languages: said in a word, though it has parts. */
const isPlain = (value: unknown): boolean => height(value) !== null || (isObject(value) && "hant" in value);

function height(value: unknown, inFen = false): number | null {
  if (typeof value === "number") return inFen ? value / FEN : value;
  return isObject(value) && "fen" in value && "currency" in value ? (value.fen as number) / FEN : null;
}
