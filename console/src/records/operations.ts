/** Which operation is meant: by where it is, or by what it is about. Pure. */
import { below, may, parameters, type Definitions, type Known, type Operation } from "../api/definitions";

/** What somebody may do with a record now. */
export interface Action {
  command: string;
  clause: string;
  href: string;
  /** Whether somebody waits for it. */
  asked?: boolean;
}

export interface Meant {
  op: Operation;
  params: Record<string, string>;
}

/** The operation at an address that the API gave. */
export function operationAt(definitions: Definitions, method: string, href: string): Meant | null {
  const asked = href.replace(/^.*?\/sites\//, "").split("/").slice(1);
  for (const op of definitions.operations) {
    const steps = below(op).split("/");
    if (op.method !== method || steps.length !== asked.length) continue;
    const params: Record<string, string> = {};
    const fits = steps.every((step, place) => {
      const said = decodeURIComponent(asked[place]!);
      if (!step.startsWith("{")) return step === said;
      params[step.slice(1, -1)] = said;
      return true;
    });
    if (fits && !isShadowed(definitions, method, asked, op)) return { op, params };
  }
  return null;
}

/** Whether another operation says the same address without a parameter in it. */
function isShadowed(definitions: Definitions, method: string, asked: string[], op: Operation) {
  const said = asked.join("/");
  return definitions.operations.some(
    (other) => other !== op && other.method === method && below(other) === said,
  );
}

/** What somebody waits for, of what may be done. */
export const asked = (actions: Action[]): Action[] => actions.filter((each) => each.asked);

/** What an action is called: as its operation if that has a name of its own, else as its step. */
export function commandName({ definitions, words }: Known, { command, href }: Action): string {
  const meant = operationAt(definitions, "POST", href);
  return (meant && words.operation?.[meant.op.name]) ?? words.command?.[command] ?? command;
}

/** What hangs on one record: its history, its files, other records. */
export function under(definitions: Definitions, record: Operation): Operation[] {
  return definitions.operations.filter(
    (op) =>
      op.method === "GET" &&
      op !== record &&
      op.path.startsWith(`${record.path}/`) &&
      parameters(op).length === parameters(record).length,
  );
}

/** The name of the parameter by which an operation names its record: `stay`. */
export function kindOf(op: Operation): string {
  return parameters(op).at(-1) ?? "";
}

const ADDRESSED: Record<string, string> = { access_pass: "pass", expense_claim: "claim" };

/** A kind as addresses have it, where history calls it otherwise. */
export const addressed = (kind: string): string => ADDRESSED[kind] ?? kind;

/** Where the page of a record is, by its name in history, `stay#19c…`, for who may look at it. */
export function pageOf({ definitions, me }: Known, record: string): string | null {
  const [kind = "", id = ""] = record.split("#");
  const asked = addressed(kind);
  const known = definitions.operations.some(
    (op) => op.does === "read" && below(op).endsWith(`/{${asked}}`) && may(op, me),
  );
  return known ? `/record/${asked}/${encodeURIComponent(id)}` : null;
}
