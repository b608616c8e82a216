/** What may be chosen where a form asks for something by its id: the API's own lists, or the record's. */
import { useQueries, useQuery } from "@tanstack/react-query";
import { ask, sitePath } from "../api/client";
import { may, operationOf, recordOf, type Known, type Operation } from "../api/definitions";
import type { Named } from "../api/names";
import { useDesk } from "../desk/settings";
import { page } from "../lists/asking";
import { holder, inside, isObject, money, PENDING, Speech, type Shown } from "../records/reading";
import { useKnown } from "../shell/known";
import { inMine } from "../shell/words";

export interface Choice {
  value: string;
  label: string;
  /** What tells it from another of the same name. */
  more?: string;
}

/** What a form is about, for what it asks: the record that it changes, and what is filled in so far. */
export interface Around {
  about: Shown;
  form: Shown;
}

/** What is about no record, and in no form. */
export const NOWHERE: Around = { about: {}, form: {} };

/** Lists to choose from, the first that somebody may look at. */
const LISTS: Record<string, string[]> = {
  advance: ["advance-list"],
  car: ["car-list"],
  driver: ["driver-list"],
  incident: ["incident-open-now", "incident-list"],
  person: ["people-search"],
  reception: ["reception-list", "reception-mine"],
  relative: ["relative-mine", "relative-list"],
  stay: ["stay-mine", "stay-list"],
  ticket: ["ticket-search"],
  unit: ["unit-search"],
};
/** What is named within a record only: in which, where it stands there, and by what. */
interface Within {
  of: string;
  at: string[];
  key: string;
}

const WITHIN: Record<string, Within> = {
  announced: { of: "reception", at: ["content", "guests"], key: "key" },
  follow_up: { of: "ticket", at: ["follow_ups"], key: "id" },
  guest: { of: "stay", at: ["asked", "guests"], key: "guest" },
  line: { of: "reception", at: ["content", "lines"], key: "key" },
  referral: { of: "ticket", at: ["referrals"], key: "id" },
};
/** Kinds whose name is on their record only. */
const BY_RECORD = new Set(["advance", "car", "driver", "incident", "reception", "relative", "stay", "ticket"]);
/** Kinds that have words enough of their own to be typed by who may not list them. */
const TYPED = new Set(["unit", "line", "announced"]);
const MOST = "50";
/** Facts that stand for something that has no name. */
const TELLING = 3;

function listOf({ definitions, me }: Known, kind: string): Operation | undefined {
  const lists = (LISTS[kind] ?? []).map((name) => operationOf(definitions, name));
  return lists.find((op): op is Operation => op !== undefined && may(op, me));
}

/** Whether somebody can say which is meant: by choosing it, or in the words that people have for it. */
export function canPick(known: Known, kind: string): boolean {
  const own = kind === "department" || kind in WITHIN || TYPED.has(kind);
  return own || listOf(known, kind) !== undefined || known.names.maySee(kind);
}

/** Whether the API looks for what is typed; else it is looked for in what is there. */
export function isSearched(known: Known, kind: string): boolean {
  return listOf(known, kind)?.query?.q !== undefined;
}

/** What there is to choose from, for what is typed; null where it has to be typed. */
export function useChoices(kind: string, typed: string, { about, form }: Around, among?: string[]): Choice[] | null {
  const known = useKnown();
  const op = listOf(known, kind);
  const searched = op?.query?.q;
  const asked: Record<string, string> = { ...(op?.query?.limit && { limit: MOST }), ...(searched && typed && { q: typed }) };
  const listed = useQuery({
    queryKey: ["choices", op?.name, asked],
    enabled: op !== undefined && (!searched?.required || typed !== ""),
    queryFn: () => page(sitePath(op!.path), asked),
    placeholderData: (before) => before,
  });
  const members = useMembers(known, kind, form.department);
  const within = WITHIN[kind];
  const record = useRecord(known, within?.of, [form, about]);
  if (kind === "department") {
    return known.me.departments.filter((each) => !each.closed).map((each) => ({ value: each.key, label: inMine(each.name) }));
  }
  if (known.names.isSettled(kind)) return settled(known, kind, form);
  if (within) return choicesWithin(known, record ?? about, within, among);
  if (op && !typed && members.length > 0) return members;
  if (op) return (listed.data?.items ?? []).map((each) => choiceOf(known, op, kind, each)).filter(({ value }) => value !== about.id);
  return kind === "unit" && known.me.units.length > 0 ? known.me.units.map((value) => ({ value, label: value })) : null;
}

/** Who belongs to the department that the form names. */
function useMembers(known: Known, kind: string, department: unknown): Choice[] {
  const desk = useDesk(kind === "person" && department !== undefined);
  const found = desk?.departments.find((each) => each.key === department);
  const ids = found ? [found.supervisor, ...found.staff] : [];
  return ids.map((id) => ({ value: id, label: known.names.person(id) ?? PENDING, more: inMine(found!.name) }));
}

/** What is settled; in a form that settles it anew, and so names it, what stands there. */
function settled(known: Known, kind: string, form: Shown): Choice[] | null {
  const anew = known.names.standing(kind, form);
  const found = anew?.some(({ name }) => name) ? anew : known.names.settled(kind);
  return found?.filter(({ id }) => id).map(({ id, name, ...price }) => ({ value: id, label: name || id, more: priceOf(price) })) ?? null;
}

const priceOf = ({ fen, unit }: Pick<Named, "fen" | "unit">): string | undefined =>
  fen === undefined ? undefined : [money(fen), unit].filter(Boolean).join(" / ");

/** The record of a kind that a form is for, where the form or what it is about names one. */
function useRecord(known: Known, kind: string | undefined, naming: Shown[]): Shown | undefined {
  const op = kind ? recordOf(known.definitions, kind) : undefined;
  const id = kind && naming.map((each) => each[kind]).find((each): each is string => typeof each === "string");
  const path = op && id && may(op, known.me) ? sitePath(op.path, { [kind!]: id }) : "";
  const found = useQuery({ queryKey: ["record", path], enabled: path !== "", queryFn: () => ask<Shown>("GET", path) });
  return found.data && inside(found.data.body);
}

/** What is named within a record, all of it or what is of these kinds. */
function choicesWithin(known: Known, record: Shown, { at, key }: Within, among?: string[]): Choice[] {
  const found = at.reduce<unknown>((value, step) => (isObject(value) ? value[step] : undefined), record);
  const all = Array.isArray(found) ? found.filter(isObject) : [];
  const meant = all.filter((each) => among?.includes(String(each.kind)) ?? true);
  return meant.map((each) => ({ value: String(each[key]), ...summed(new Speech(known, SCHEMAS[at.at(-1)!], record), each) }));
}

/** Schemas of what is named within a record, by where it stands. */
const SCHEMAS: Record<string, string> = { lines: "PlanLine", follow_ups: "FollowUp", referrals: "Referral" };

/** What somebody is called by, or has written, and the facts that tell it from another. */
function summed(speech: Speech, of: Shown): Omit<Choice, "value"> {
  if (typeof of.name === "string") return { label: of.name };
  const written = [of.criticism, of.words, of.question].find((each) => typeof each === "string");
  const said = speech.telling(of).map((key) => speech.value(key, of[key]));
  const facts = said.filter((each) => each !== null && each !== written).slice(0, TELLING).join(" · ");
  return typeof written === "string" ? { label: written, more: facts } : { label: facts };
}

function choiceOf(known: Known, op: Operation, kind: string, view: Shown): Choice {
  const record = inside(view);
  const items = new Speech(known, op.answer, record).within("items");
  const held = holder(view);
  const speech = held ? items.within(held) : items;
  const more = ["state", "roles", "department", "units", "building", "relation", "plate"]
    .filter((key) => record[key] !== null && record[key] !== undefined)
    .map((key) => speech.value(key, record[key]));
  const label = kind === "unit" ? String(record.id) : speech.title(record);
  return { value: String(record.id ?? record[kind] ?? record.incident), label, more: more.filter(Boolean).join(" · ") };
}

/** What is chosen already, by its name. */
export function useNamed(kind: string, ids: string[], choices: Choice[], { about }: Around): (id: string) => string {
  const known = useKnown();
  const op = BY_RECORD.has(kind) ? recordOf(known.definitions, kind) : undefined;
  const unlisted = op && may(op, known.me) ? ids.filter((id) => !choices.some((each) => each.value === id)) : [];
  const records = useQueries({
    queries: unlisted.map((id) => {
      const path = sitePath(op!.path, { [kind]: id });
      return { queryKey: ["record", path], queryFn: () => ask<Shown>("GET", path) };
    }),
  });
  return (id) => {
    const view = records[unlisted.indexOf(id)]?.data?.body;
    if (view) return new Speech(known, op!.answer).within(holder(view) ?? "").title(inside(view));
    return choices.find((each) => each.value === id)?.label ?? new Speech(known, "", about).stands(kind, id)[0]?.text ?? id;
  };
}
