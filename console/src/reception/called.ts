/** What the keys in a reception stand for: its guests and lines, and what the settings name. */
import { useQuery } from "@tanstack/react-query";
import { ask, sitePath } from "../api/client";
import type { Called } from "../records/Findings";
import { isObject, type Shown } from "../records/reading";
import { inMine } from "../shell/words";
import type { Content } from "./plan";

type Names = { hant: string; hans: string; en: string };

interface Terms {
  ranks: { key: string; name: Names }[];
  cities: { key: string; name: Names }[];
  forbidden: { code: string; name: Names }[];
}

export function useTerms(needed = true): Terms | undefined {
  const found = useQuery({
    queryKey: ["reception-terms"],
    staleTime: Infinity,
    enabled: needed,
    queryFn: async () => (await ask<{ terms: Terms }>("GET", sitePath("/sites/{site}/reception"))).body.terms,
  });
  return found.data;
}

const named = (all: { name: Names }[], key: (each: never) => string): Record<string, string> =>
  Object.fromEntries(all.map((each) => [key(each as never), inMine(each.name)]));

/** The same of a record; where it is no reception, nothing. A version before may name what is not there any more. */
export function calledOf(record: Shown, terms?: Terms): Called {
  if (!isObject(record.content) || !("lines" in record.content)) return {};
  const content = record.content as unknown as Content;
  const before = (record.earlier as { content: Content } | null)?.content;
  const guests = [...(before?.guests ?? []), ...content.guests];
  return calledIn({ ...content, guests, lines: [...(before?.lines ?? []), ...content.lines] }, terms);
}

export function calledIn(content: Content, terms: Terms | undefined): Called {
  const lines = Object.fromEntries(content.lines.map((each) => [each.key, each.words]));
  return {
    line: lines,
    lines,
    guests: Object.fromEntries(content.guests.map((each) => [each.key, each.name])),
    ranks: named(terms?.ranks ?? [], (each: { key: string }) => each.key),
    city: named(terms?.cities ?? [], (each: { key: string }) => each.key),
    item: named(terms?.forbidden ?? [], (each: { code: string }) => each.code),
  };
}
