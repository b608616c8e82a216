/** What stands in the menu of somebody: what the API lets them look at or begin. Pure. */
import { may, nameOf, parameters, type Known, type Operation, type Words } from "../api/definitions";
import { addressOf, isAboutOne, isFor, PLACES, placeOf } from "./places";
import { say, type SaidFirst } from "./words";

export interface Entry {
  op: Operation;
  to: string;
  called?: SaidFirst;
}

export function entryName(words: Words, { op, called }: Entry): string {
  return called ? say(called) : nameOf(words, op);
}

export interface Menu {
  /** What a day is spent with: pages of their own. */
  work: Entry[];
  /** What may be begun: the forms that make a new record. */
  begun: Entry[];
  /** Part of the API to its lists and forms. */
  parts: Map<string, Entry[]>;
  /** About oneself. */
  mine: Entry[];
  /** What is set up once and looked at rarely. */
  upkeep: Entry[];
}

/** Where everybody is anyway, and what the pages of their own show. */
const ELSEWHERE = new Set(["me", "inbox", "names", "waiting", "ticket-search", "delegation-give"]);
const MINE = new Set(["delegation-mine", "my-telling"]);
const UPKEEP =
  /^(desk-settings|lodging|reception|house|house-history|telling|delivery-list|people-search|import-list|job-.+|person-add|(car|driver|room)-(list|add))$/;

export function menu({ definitions, me }: Known): Menu {
  const found: Menu = { work: [], begun: [], parts: new Map(), mine: [], upkeep: [] };
  const lists = new Set(
    definitions.operations.filter((op) => op.does === "list").map((op) => op.path),
  );
  const allowed = definitions.operations.filter((op) => !ELSEWHERE.has(op.name) && may(op, me));
  const covered = new Set<string>();
  for (const place of PLACES) {
    const op = allowed.find((each) => each.name === place.op);
    if (!op || isAboutOne(place) || !isFor(place, me)) continue;
    (MINE.has(op.name) ? found.mine : found.work).push({ op, to: addressOf(place), called: place.called });
    place.instead?.forEach((each) => covered.add(each));
  }
  const mine = allowed.filter((op) => !covered.has(op.name));
  found.begun = mine.filter(begins(lists)).map((op) => ({ op, to: `/do/${op.name}` }));
  for (const op of mine) {
    const to = pageFor(op, lists);
    if (!to || placeOf(op.name) || parameters(op).length) continue;
    if (MINE.has(op.name)) found.mine.push({ op, to });
    else if (UPKEEP.test(op.name)) found.upkeep.push({ op, to });
    else found.parts.set(op.part, [...(found.parts.get(op.part) ?? []), { op, to }]);
  }
  return found;
}

const begins = (lists: Set<string>) => (op: Operation) =>
  op.does === "command" && lists.has(op.path) && !placeOf(op.name) && !parameters(op).length && !UPKEEP.test(op.name);

function pageFor(op: Operation, lists: Set<string>): string | null {
  if (op.does === "document" || /\.(csv|xlsx|html)$|\/versions$/.test(op.path)) return null;
  if (op.does === "list") return `/list/${op.name}`;
  if (op.does === "read") return `/show/${op.name}`;
  if (lists.has(op.path)) return null;
  return op.matches ? null : `/do/${op.name}`; // what changes something stands on its page
}
