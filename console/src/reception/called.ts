/** What the keys in a reception stand for: its guests and lines, and what is settled at the site. */
import type { Names } from "../api/names";
import type { Called } from "../records/Findings";
import { isObject, type Shown } from "../records/reading";
import type { Content } from "./plan";

/** Of a record; where it is no reception, nothing. A version before may name what is not there any more. */
export function calledOf(record: Shown, names: Names): Called {
  if (!isObject(record.content) || !("lines" in record.content)) return {};
  const content = record.content as unknown as Content;
  const before = (record.earlier as { content: Content } | null)?.content;
  const guests = [...(before?.guests ?? []), ...content.guests];
  return calledIn({ ...content, guests, lines: [...(before?.lines ?? []), ...content.lines] }, names);
}

export function calledIn(content: Content, names: Names): Called {
  const settled = (kind: string) => Object.fromEntries((names.settled(kind) ?? []).map(({ id, name }) => [id, name]));
  const lines = Object.fromEntries(content.lines.map((each) => [each.key, each.words]));
  return {
    line: lines,
    lines,
    guests: Object.fromEntries(content.guests.map((each) => [each.key, each.name])),
    ranks: settled("rank"),
    city: settled("city"),
    item: settled("forbidden"),
  };
}
