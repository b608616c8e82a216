/** The plan of a reception as it is being written: its lines, and what each kind of them says. Pure. */
import type { RJSFSchema } from "@rjsf/utils";
import { referred, type Definitions, type Words } from "../api/definitions";
import { filled, isSaidOf, present } from "../forms/schema";
import type { Finding } from "../records/Findings";

export interface PlanLine {
  key?: string;
  kind: string;
  day: string;
  words: string;
  bearer: string;
  meal?: string;
  sitting?: string;
  lodging?: string;
  destination?: string;
  guests?: string[];
  items?: string[];
  hosts?: number;
  count?: number;
  fen?: number;
  city?: string;
}

/** A line on the page, which may have no key yet. */
export interface Row {
  id: string;
  line: PlanLine;
}

/** What is known of a reception besides its plan. */
export interface Content {
  kind: string;
  purpose: string;
  guests: { key: string; name: string; unit: string; title: string; rank: string }[];
  first: string;
  last: string;
  lines: (PlanLine & { key: string })[];
}

/** What would be found of the plan. */
export interface Tried {
  lines: { key: string; fen: number; standard: number | null }[];
  findings: Finding[];
  asks: { asks: string; clause: string; line: string | null; code: string | null }[];
  costs: { guest_unit: number; host: number; advance: number };
  budget: number;
  guests: { guest: string; fen: number }[];
}

const LINE = "PlanLineIn";

/** The form that the rows are. */
export const formOf = (rows: Row[]): { lines: unknown[] } => ({ lines: rows.map(({ line }) => filled(line)) });

export const rowOf = (line: PlanLine): Row => ({ id: crypto.randomUUID(), line });

function properties(definitions: Definitions): Record<string, RJSFSchema> {
  return (definitions.schemas[LINE]!.properties ?? {}) as Record<string, RJSFSchema>;
}

/** Whether lines of a kind say this. */
export function says(definitions: Definitions, kind: string, field: keyof PlanLine): boolean {
  return isSaidOf(properties(definitions)[field]!, kind);
}

/** What may be chosen for a field of a line, in the order of its words. */
export function choices(definitions: Definitions, words: Words, field: keyof PlanLine): { value: string; label: string }[] {
  const of = referred(definitions, present(properties(definitions)[field]!))!;
  const said = Object.entries(words[of["x-words"] ?? ""] ?? {});
  return said.filter(([value]) => of.enum!.includes(value)).map(([value, label]) => ({ value, label }));
}

/** A line of a kind, with what its kind mostly is. */
export function begun(definitions: Definitions, words: Words, kind: string, day: string, before?: PlanLine): PlanLine {
  const [name] = choices(definitions, words, "kind").filter(({ value }) => value === kind);
  const line: PlanLine = {
    kind,
    day,
    words: name?.label ?? "",
    bearer: before?.bearer ?? choices(definitions, words, "bearer")[0]!.value,
  };
  for (const field of ["meal", "lodging"] as const) {
    if (says(definitions, kind, field)) line[field] = choices(definitions, words, field)[0]!.value;
  }
  return line;
}

/** The rows by their days, those of a day in the order of the plan. */
export function byDay(rows: Row[]): [string, Row[]][] {
  const days = new Map<string, Row[]>();
  for (const row of [...rows].sort((one, other) => one.line.day.localeCompare(other.line.day))) {
    days.set(row.line.day, [...(days.get(row.line.day) ?? []), row]);
  }
  return [...days];
}
