/** What a list says of records, as rows. Pure. */
import { nameOf, recordOf, type Known, type Operation } from "../api/definitions";
import type { Timer } from "../records/Due";
import { holder, inside, kindOf, Speech, type Shown } from "../records/reading";
import type { Action } from "../records/operations";

/** A row of a list: what is shown of a record, and how it is said. */
export interface Row {
  record: Shown;
  speech: Speech;
  actions: Action[];
  /** What kind of record it is, as addresses have it. */
  kind: string;
  /** What a record of its kind is called, if it is one. */
  called: string | null;
  /** The page of the record, if it has one. */
  page: string | null;
}

/** What a page of a list shows, as rows. */
export function rowsOf(known: Known, op: Operation, items: Shown[]): Row[] {
  return items.map((view) => {
    const held = holder(view);
    const record = inside(view);
    const views = new Speech(known, op.answer, record).within("items");
    return {
      record,
      speech: held ? views.within(held) : views,
      actions: (view.allowed_actions ?? []) as Action[],
      kind: kindIn(known, op, view),
      called: calledOf(known, op, view),
      page: pageOf(known, op, view),
    };
  });
}

/** The kind of what a view shows. Lists of what has no record of its own say it by their path. */
function kindIn({ definitions }: Known, op: Operation, view: Shown): string {
  const listed = definitions.operations.find(
    (each) => each.does === "read" && each.path.startsWith(`${op.path}/{`) && each.path.endsWith("}"),
  );
  return kindOf(view) || listed?.path.match(/{(\w+)}$/)?.[1] || "";
}

function calledOf(known: Known, op: Operation, view: Shown): string | null {
  const shows = recordOf(known.definitions, kindIn(known, op, view));
  return shows ? nameOf(known.words, shows) : null;
}

/** The page of what a view shows. */
export function pageOf(known: Known, op: Operation, view: Shown): string | null {
  const kind = kindIn(known, op, view);
  const record = inside(view);
  const id = record.id ?? record[kind] ?? record.number;
  if (!kind || typeof id !== "string" || !recordOf(known.definitions, kind)) return null;
  return `/record/${kind}/${encodeURIComponent(id)}`;
}

export function timersOf(row: Row): Timer[] {
  return (row.record.timers ?? []) as Timer[];
}
