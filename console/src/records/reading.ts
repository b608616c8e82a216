/** What of a record is for people to read, and how it is named. Pure. */
import type { Words } from "../api/definitions";
import { labelOf } from "../forms/schema";
import { inMine, say } from "../shell/words";
import { shown } from "../shell/time";

export type Shown = Record<string, unknown>;

/** Kept for machines: chains, locks, search, versions. */
const HIDDEN = new Set([
  "site", "version", "head", "timers", "holds", "indexed", "digest", "phone_index", "allowed_actions",
  "files", "terms", "signs", "key", "chain", "earlier", "granted_before", "seq",
]);
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const MONEY = /(^|_)(fen|total|rate|price|lodging|meal|hospitality|balance|budget)$/;
const FEN = 100;

export function isShown(key: string): boolean {
  return !HIDDEN.has(key);
}

/** The record itself within what is answered. */
export function inside(view: Shown, kind: string): Shown {
  const named = view[kind];
  if (isObject(named)) return named;
  const held = Object.values(view).find((each) => isObject(each) && "id" in each);
  return (held as Shown | undefined) ?? view;
}

export function isObject(value: unknown): value is Shown {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isNothing(value: unknown): boolean {
  return (
    value === null || value === undefined || value === "" ||
    (Array.isArray(value) && value.length === 0) ||
    (isObject(value) && Object.keys(value).length === 0)
  );
}

export function money(fen: number): string {
  const yuan = (fen / FEN).toLocaleString("en", { minimumFractionDigits: 2 });
  return `¥ ${yuan}`;
}

/** A plain value in words; null for what has parts of its own. */
export function inWords(key: string, value: unknown, words: Words, zone: string, kind = ""): string | null {
  if (typeof value === "boolean") return say(value ? "yes" : "no");
  if (typeof value === "number") return MONEY.test(key) ? money(value) : value.toLocaleString("en");
  if (typeof value === "string") {
    if (INSTANT.test(value)) return shown(value, zone);
    return coded(key, value, words, kind) ?? value;
  }
  if (!isObject(value)) return null;
  if ("fen" in value && "currency" in value) return money(value.fen as number);
  if ("hant" in value && "hans" in value && "en" in value) {
    return inMine(value as { hant: string; hans: string; en: string });
  }
  return null;
}

/** The name of a code: of the record's own states first, then of whatever kind is so called. */
export function coded(key: string, code: string, words: Words, kind = ""): string | undefined {
  const usual = key === "state" ? [kind, ALIAS[kind] ?? "", "state"] : [`${kind}_${key}`, key];
  const kinds = [...usual, ...(words.says?.[key]?.split(" ") ?? [])];
  return kinds.map((each) => words[each]?.[code]).find((each) => each !== undefined);
}

const ALIAS: Record<string, string> = { claim: "expense_claim", pass: "access_pass" };

/** By what a record is called: its form's number, a name, what it is about. */
export function titleOf(record: Shown): string {
  const forms = record.forms as { number: string }[] | undefined;
  const name = record.name ?? record.purpose ?? record.words ?? record.affected ?? record.reason;
  const said = [forms?.[0]?.number, isObject(name) ? inMine(name as never) : name, record.plate];
  const found = said.filter((each): each is string => typeof each === "string" && each !== "");
  return found.slice(0, 2).join(" · ") || String(record.id ?? record.number ?? "");
}

export function nameOf(words: Words, key: string, schema = ""): string {
  return labelOf(words, key, schema);
}
