/** What of a record is for people to read, and how it is said. Pure. */
import type { Known } from "../api/definitions";
import { labelOf } from "../forms/schema";
import { shown } from "../shell/time";
import { inMine, say } from "../shell/words";

export type Shown = Record<string, unknown>;

/** Kept for machines: chains, locks, search, versions. */
const HIDDEN = new Set([
  "site", "version", "head", "timers", "holds", "indexed", "digest", "phone_index", "files",
  "signs", "key", "chain", "earlier", "granted_before", "seq", "id", "numbered", "lines_numbered",
]);
/** Of a view: shown in places of their own, or links that the page is made of. */
const APART = new Set(["allowed_actions", "findings", "differences", "history", "links", "papers", "version", "signs"]);
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const FEN = 100;
const HOUR = 60;

/** Whether a property is for people to read. Of settings a number says only which version it is. */
export function isShown(key: string, value: unknown): boolean {
  return !HIDDEN.has(key) && !isNothing(value) && !(key === "terms" && typeof value === "number");
}

export const isApart = (key: string): boolean => APART.has(key);

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

/** The property of a view that holds the record itself: `stay`. */
export function holder(view: Shown): string | undefined {
  return Object.keys(view).find((key) => {
    const each = view[key];
    return isObject(each) && "id" in each && "site" in each;
  });
}

/** The record within a view; the view, where it is the record. */
export function inside(view: Shown): Shown {
  const held = holder(view);
  return held ? (view[held] as Shown) : view;
}

/** The kind of the record, as addresses have it. */
export function kindOf(view: Shown): string {
  return addressed(holder(view) ?? "");
}

const ADDRESSED: Record<string, string> = { access_pass: "pass", expense_claim: "claim" };

/** A kind as addresses have it, where history calls it otherwise. */
export const addressed = (kind: string): string => ADDRESSED[kind] ?? kind;

export function money(fen: number): string {
  return `¥ ${(fen / FEN).toLocaleString("en", { minimumFractionDigits: 2 })}`;
}

const two = (number: number): string => String(number).padStart(2, "0");

/** How things of one schema are said: each property by its own name, in its own words. */
export class Speech {
  constructor(
    private readonly known: Known,
    readonly schema: string = "",
  ) {}

  private shape(key: string): string {
    if (this.schema.startsWith("#")) return this.schema;
    return this.known.definitions.shapes[this.schema]?.[key] ?? "";
  }

  name(key: string): string {
    return labelOf(this.known.words, key, this.schema);
  }

  /** Whether a property is an amount, or counts something else than things. */
  counts(key: string): boolean {
    return this.shape(key).startsWith("#");
  }

  /** Of what is within a property. */
  within(key: string): Speech {
    const shape = this.shape(key);
    return new Speech(this.known, shape.startsWith("=") ? "" : shape);
  }

  /** A plain value in words; null for what has parts of its own. */
  value(key: string, value: unknown): string | null {
    const shape = this.shape(key);
    if (typeof value === "boolean") return say(value ? "yes" : "no");
    if (typeof value === "number") return counted(value, shape);
    if (typeof value === "string") {
      if (INSTANT.test(value)) return shown(value, this.known.me.time_zone);
      const kind = shape.startsWith("=") ? shape.slice(1) : (CODES[key] ?? "");
      return this.known.words[kind]?.[value] ?? value;
    }
    if (!isObject(value)) return null;
    if ("fen" in value && "currency" in value) return money(value.fen as number);
    if ("hant" in value && "hans" in value && "en" in value) {
      return inMine(value as { hant: string; hans: string; en: string });
    }
    return null;
  }
}

/** Properties that are codes although their type does not say so. */
const CODES: Record<string, string> = { form: "form", manner: "manner", method: "method", role: "role", code: "finding" };

/** A minute of the day as a clock shows it. */
export const clockAt = (minute: number): string => `${two(Math.floor(minute / HOUR))}:${two(minute % HOUR)}`;

function counted(value: number, shape: string): string {
  if (shape === "#fen") return money(value);
  if (shape === "#minute-of-day") return clockAt(value);
  return value.toLocaleString("en");
}

/** The plain facts of something in a line; of a list, how many there are. */
export function digest(value: unknown, speech: Speech): string {
  if (Array.isArray(value)) return value.every(isObject) ? `× ${value.length}` : value.join("、");
  const said = Object.entries(isObject(value) ? value : {})
    .filter(([key, each]) => isShown(key, each))
    .map(([key, each]) => speech.value(key, each));
  return said.filter((each) => each !== null).join(" · ");
}

/** By what a record is called: its form's number, a name, what it is about. */
export function titleOf(record: Shown): string {
  const forms = record.forms as { number: string }[] | undefined;
  const name = record.name ?? record.purpose ?? record.words ?? record.affected ?? record.reason;
  const said = [forms?.[0]?.number ?? record.number, isObject(name) ? inMine(name as never) : name, record.plate];
  const found = said.filter((each): each is string => typeof each === "string" && each !== "");
  return found.slice(0, 2).join(" · ") || String(record.id ?? record.number ?? record.day ?? "");
}
