/** What of a record is for people to read, and how it is said. */
import type { Known, Operation } from "../api/definitions";
import { labelOf } from "../forms/schema";
import { shown } from "../shell/time";
import { inMine, say } from "../shell/words";
import { addressed, pageOf } from "./operations";

export type Shown = Record<string, unknown>;

/** Something as it is said, and the page where there is more of it. */
export interface Said {
  text: string;
  to?: string | null;
}

/** Kept for machines: chains, locks, search, versions. */
const HIDDEN = new Set([
  "site", "version", "head", "timers", "holds", "indexed", "digest", "phone_index", "files", "delegation", "sealed",
  "signs", "key", "job", "chain", "earlier", "granted_before", "seq", "id", "numbered", "lines_numbered", "correlation", "hash", "prev", "posted",
  "copies", "notices",
]);
/** Of a view: shown in places of their own, or links that the page is made of. */
const APART = new Set(["allowed_actions", "findings", "differences", "asks", "decides", "history", "links", "papers", "version", "signs"]);
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
/** Between the words of a table's keys and what is in it. */
const TABLE = ">";
const MADE_UP = /^[0-9a-f]{16,}$/;
const FEN = 100;
const HOUR = 60;

/** Versions before are the history's; a matter before is part of what it is about. */
const isHidden = (key: string, value: unknown): boolean => HIDDEN.has(key) && !(key === "earlier" && typeof value === "string");

/** Whether a property is for people to read. Of settings a number says only which version it is. */
export function isShown(key: string, value: unknown): boolean {
  return !isHidden(key, value) && !isNothing(value) && !(key === "terms" && typeof value === "number");
}

export const isInstant = (value: unknown): value is string => typeof value === "string" && INSTANT.test(value);

/** Whether it is an id that the program gave: instants and chance. */
export const isMadeUp = (value: unknown): boolean => typeof value === "string" && MADE_UP.test(value);

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

export function money(fen: number): string {
  return `¥ ${(fen / FEN).toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

const two = (number: number): string => String(number).padStart(2, "0");

/** What is known by its key, and may be closed: a bed of a room. */
const isBed = (value: Shown): value is { key: string; closed: boolean } => Object.keys(value).sort().join() === "closed,key";

/** Where a bed is: by its room, and by its key in it. */
const isPlace = (value: Shown): value is { room: string; bed: string } => Object.keys(value).sort().join() === "bed,room";

/** How things of one schema are said: each property by its own name, in its own words. */
export class Speech {
  /** `about` is the record that they are of, which names what is named in it only. */
  constructor(
    private readonly known: Known,
    readonly schema: string = "",
    private readonly about: Shown = {},
  ) {}

  /** What is in a property, as definitions say it; of a table the same in all. */
  private shape(key: string): string {
    const [keys, each] = this.schema.split(TABLE);
    return each ?? (keys!.startsWith("#") ? keys : this.known.definitions.shapes[keys!]?.[key]) ?? "";
  }

  name(key: string): string {
    const [keys, each] = this.schema.split(TABLE) as [string, string?];
    const stands = keys.startsWith("@") ? this.stands(keys.slice(1), key)[0]?.text : this.known.words[keys]?.[key];
    return (each !== undefined && stands) || labelOf(this.known.words, key, this.schema);
  }

  /** Whether it is a table, each thing in it kept by a key. */
  get isTable(): boolean {
    return this.schema.includes(TABLE);
  }

  /** Whether a property is an amount, or counts something else than things. */
  counts(key: string): boolean {
    return this.shape(key).startsWith("#");
  }

  /** Whether a property is an amount of money, in fen. */
  isMoney(key: string): boolean {
    return this.shape(key) === "#fen";
  }

  /** Of what is within a property. */
  within(key: string): Speech {
    const shape = this.shape(key);
    return new Speech(this.known, /^[=@][^>]*$/.test(shape) ? "" : shape, this.about);
  }

  /** The properties that are for people to read, each thing once; of a form as it asks them. */
  shown(of: Shown): string[] {
    const asked = Object.keys(this.known.definitions.schemas[this.schema]?.properties ?? {});
    const keys = Object.keys(of).sort((one, other) => asked.indexOf(one) - asked.indexOf(other));
    const beside = new Set(keys.map((key) => this.besides(of, key)));
    return keys.filter(
      (key) => isShown(key, of[key]) && !beside.has(key) && !this.isCopied(of, key) && this.said(of, key)?.length !== 0,
    );
  }

  /** Those of them that say something by themselves: no mere number, no yes or no. */
  telling(of: Shown): string[] {
    return this.shown(of).filter((key) => typeof of[key] !== "boolean" && (typeof of[key] !== "number" || this.counts(key)));
  }

  /** Whether what it stands for is named beside: copied from the settings, or as a relative. */
  private isCopied(of: Shown, key: string): boolean {
    if (key === "code") return !isNothing(of.name);
    if (key === "guest") return isThere(of.relative);
    const shape = this.shape(key);
    return shape.startsWith("@") && this.known.names.isSettled(shape.slice(1)) && isObject(of.name);
  }

  /** What a property says, in words; null for what has parts of its own. */
  said(of: Shown, key: string): Said[] | null {
    const value = of[key];
    if (isNothing(value) || (key === "whose" && value === of.person)) return [];
    const name = this.besides(of, key);
    if (name) return [{ text: isProgram(value) ? say("program") : String(of[name]), to: this.page(key, String(value)) }];
    if (!Array.isArray(value)) return this.each(key, value);
    if (this.shape(key) === "#month-and-day") return [{ text: value.map((each) => two(each as number)).join("-") }];
    const all = value.map((each) => (Array.isArray(each) ? null : this.each(key, each)));
    return all.includes(null) ? null : (all as Said[][]).flat();
  }

  /** A plain value in words; null for what has parts of its own. */
  value(key: string, value: unknown): string | null {
    return this.said({ [key]: value }, key)?.map((each) => each.text).join("、") ?? null;
  }

  /** By what a record is called: its form's number, a name, what it is about, whose it is, when. */
  title(of: Shown): string {
    const title = titleOf(of);
    if (title) return title;
    const whose = ["employee", "person", "giver"].find((key) => isThere(of[key]));
    if (whose) return this.value(whose, of[whose])!;
    const known = [of.number, of.day, of.id].find((each) => isThere(each) && !isMadeUp(each));
    const at = Object.values(of).find(isInstant);
    return String(known ?? (at ? this.plain(at, "") : say("look")));
  }

  private each(key: string, value: unknown): Said[] | null {
    const shape = this.shape(key);
    if (typeof value === "string" && shape.startsWith("@")) return this.stands(shape.slice(1), value);
    const text = this.plain(value, shape);
    return text === null ? null : [{ text }];
  }

  private plain(value: unknown, shape: string): string | null {
    if (typeof value === "boolean") return say(value ? "yes" : "no");
    if (typeof value === "number") return counted(value, shape);
    if (typeof value === "string") {
      if (isInstant(value)) return shown(value, this.known.me.time_zone);
      return (shape.startsWith("=") && this.known.words[shape.slice(1)]?.[value]) || value;
    }
    if (!isObject(value)) return null;
    if ("fen" in value && "currency" in value) return money(value.fen as number);
    if ("hant" in value && "hans" in value && "en" in value) {
      return inMine(value as { hant: string; hans: string; en: string });
    }
    if (isPlace(value)) return `${value.room} ${value.bed}`;
    if (isBed(value)) return value.closed ? `${value.key} (${labelOf(this.known.words, "closed")})` : value.key;
    return isInterval(value) ? `${clockAt(value.first)}–${clockAt(value.last)}` : null;
  }

  /** What an id stands for; nothing where that is not for this person. */
  stands(kind: string, id: string): Said[] {
    const { names, words } = this.known;
    const local = LOCAL.has(kind) ? named(this.about, kind, id) : undefined;
    const to = this.pageOfKind(kind, id);
    if (local) return [{ text: local, to }];
    if (kind === "person" || kind === "guest") return [{ text: isProgram(id) ? say("program") : called(names.person(id)), to }];
    if (kind === "department") return [{ text: names.department(id) ?? id }];
    if (names.isSettled(kind)) return [{ text: names.settled(kind)?.find((each) => each.id === id)?.name || id }];
    if (kind === "record") return to ? [{ text: words.field?.[id.split("#")[0]!] ?? say("look"), to }] : [];
    if (READABLE.has(kind)) return [{ text: id }];
    return to ? [{ text: say("look"), to }] : [];
  }

  private page(key: string, id: string): string | null {
    const shape = this.shape(key);
    return shape.startsWith("@") ? this.pageOfKind(shape.slice(1), id) : null;
  }

  private pageOfKind(kind: string, id: string): string | null {
    return isProgram(id) ? null : pageOf(this.known, kind === "record" ? id : `${kind}#${id}`);
  }

  /** The property beside one that says what its id stands for. */
  private besides(of: Shown, key: string): string | undefined {
    const shape = this.shape(key);
    if (!shape.startsWith("@") || typeof of[key] !== "string") return undefined;
    const stem = key.replace(/_by$/, "");
    const own = [`${key}_name`, `${stem}_name`, `${key}_number`, ...(key === "checked_by" ? ["checker"] : [])];
    if (PEOPLE.has(shape) && key === BEARERS.find((each) => isThere(of[each]))) own.push("name");
    return own.find((each) => isThere(of[each]));
  }
}

/** How the record within a view is said. */
export function recordSpeech(known: Known, { answer }: Operation, view: Shown): Speech {
  const viewed = new Speech(known, answer, inside(view));
  const held = holder(view);
  return held ? viewed.within(held) : viewed;
}

/** What a record names itself. */
const LOCAL = new Set(["announced", "guest", "line", "person", "relative"]);
/** Of these kinds each has a key, and is called by this property. */
const CALLED_BY: Record<string, string> = { announced: "name", line: "words" };
/** Ids that people read as they are. */
const READABLE = new Set(["unit", "line"]);
const PEOPLE = new Set(["@person", "@guest"]);
/** Whose the `name` is that stands beside: the first of these that is there. */
const BEARERS = ["holder", "guest", "person", "by", "employee"];
/** What the program itself acts as. */
const isProgram = (id: unknown): boolean => String(id).startsWith("system.");

const isThere = (value: unknown): value is string => typeof value === "string" && value !== "";

/** Stands where a name will be. */
export const PENDING = "…";

function called(name: string | null | undefined): string {
  if (name === undefined) return PENDING;
  return name ?? say("unnamed");
}

/** How a record calls what it names itself by a key: `{relative: "mother", name: "陳太"}`, `{line: "3", line_name: "接站"}`. */
function named(within: unknown, kind: string, id: string): string | undefined {
  if (Array.isArray(within)) return first(within, (each) => named(each, kind, id));
  if (!isObject(within)) return undefined;
  const name = within[CALLED_BY[kind] ?? "name"];
  if (within[kind in CALLED_BY ? "key" : kind] === id && isThere(name)) return name;
  const beside = within[`${kind}_name`];
  if (within[kind] === id && isThere(beside)) return beside;
  return first(Object.values(within), (each) => named(each, kind, id));
}

function first(all: unknown[], found: (each: unknown) => string | undefined): string | undefined {
  for (const each of all) {
    const name = found(each);
    if (name) return name;
  }
  return undefined;
}

function isInterval(value: Shown): value is { first: number; last: number } {
  return Object.keys(value).length === 2 && typeof value.first === "number" && typeof value.last === "number";
}

/** A minute of the day as a clock shows it. */
export const clockAt = (minute: number): string => `${two(Math.floor(minute / HOUR))}:${two(minute % HOUR)}`;

function counted(value: number, shape: string): string {
  if (shape === "#fen") return money(value);
  if (shape === "#minute-of-day") return clockAt(value);
  if (shape === "#share") return value.toLocaleString("en", { style: "percent", maximumFractionDigits: 1 });
  return shape === "#year" ? String(value) : value.toLocaleString("en");
}

/** The plain facts of something in a line, of those that say something by themselves; of a list, how many there are.
 * What is no more than a way to its page says nothing here. */
export function digest(value: unknown, speech: Speech): string {
  if (Array.isArray(value)) return `× ${value.length}`;
  if (!isObject(value)) return "";
  const said = speech.telling(value).map((key) => speech.said(value, key));
  const named = said.map((each) => each?.filter(({ text, to }) => !to || text !== say("look")) ?? []);
  return named.filter((each) => each.length > 0).map((each) => each.map(({ text }) => text).join("、")).join(" · ");
}

/** What somebody wrote, in the reader's language where they wrote it in several. */
function inWords({ words, words_hans: hans, words_en: en }: Shown): unknown {
  return isThere(words) ? inMine({ hant: words, hans: isThere(hans) ? hans : words, en: isThere(en) ? en : words }) : words;
}

export interface NumberedForm {
  number: string;
  /** Why it counts no more. */
  void?: unknown;
}

/** The number that something goes by: of its first form that was not voided, where there is one. */
export function numberOf({ forms = [] }: { forms?: NumberedForm[] }): string {
  return (forms.find((each) => !each.void) ?? forms[0])?.number ?? "";
}

/** Its form's number, a name, what it is about: nothing where it has none of them. */
export function titleOf(record: Shown): string {
  const asked = [record.content, record.asked].find(isObject) ?? {};
  const name = record.name ?? record.purpose ?? asked.purpose ?? inWords(record) ?? record.affected ?? record.reason ?? asked.reason;
  const number = numberOf(record as { forms?: NumberedForm[] }) || record.number;
  const said = [number, isObject(name) ? inMine(name as never) : name, record.plate];
  return said.filter(isThere).slice(0, 2).join(" · ");
}
