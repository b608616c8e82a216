/** What stands in the menu of somebody: what the API lets them look at or begin. Pure. */
import { below, may, parameters, type Known, type Operation } from "../api/definitions";

export interface Entry {
  op: Operation;
  to: string;
}

/** Pages of their own, and what belongs to them. */
export const OWN_PAGES: Record<string, string> = {
  "gate-check": "/gate",
  "house-nights": "/beds",
  intake: "/intake",
  "report-tickets": "/reports/tickets",
  "report-lodging": "/reports/lodging",
  "report-accounts": "/reports/accounts",
  "report-receptions": "/reports/receptions",
  "pass-code": "/pass",
};
/** Where everybody is anyway. */
const ELSEWHERE = new Set(["me", "inbox"]);

/** Part of the API to what it offers. */
export function menu({ definitions, me }: Known): Map<string, Entry[]> {
  const found = new Map<string, Entry[]>();
  const lists = new Set(
    definitions.operations.filter((op) => op.does === "list").map((op) => op.path),
  );
  for (const op of definitions.operations) {
    const to = OWN_PAGES[op.name] ?? pageFor(op, lists);
    if (!to || ELSEWHERE.has(op.name) || !may(op, me) || parameters(op).length) continue;
    found.set(op.part, [...(found.get(op.part) ?? []), { op, to }]);
  }
  return found;
}

function pageFor(op: Operation, lists: Set<string>): string | null {
  if (op.does === "document" || /\.(csv|xlsx|html)$/.test(op.path)) return null;
  if (op.does === "list") return `/list/${op.name}`;
  if (op.does === "read") return `/show/${op.name}`;
  if (lists.has(op.path)) return null;
  return below(op).endsWith("/change") ? null : `/do/${op.name}`;
}
