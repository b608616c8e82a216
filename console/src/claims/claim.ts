/** An expense claim as it is being written: a line a receipt, with its photograph. Pure. */
import type { Definitions } from "../api/definitions";
import type { Finding } from "../records/Findings";
import { isNothing } from "../records/reading";
import { carried, type Carried } from "../records/uploading";

export interface LineForm {
  line?: string;
  words?: string;
  fen?: number;
  unit?: string;
  receipt: { number?: string; seller?: string; dated?: string; photo?: string };
}

export interface Picture extends Carried {
  preview: string;
}

export interface Row {
  id: string;
  form: LineForm;
  /** Not with the API yet. */
  picture?: Picture;
}

interface Share {
  unit: string;
  fen: number;
}

export interface Claim {
  id: string;
  version: number;
  state: string;
  reception: string;
  reception_number: string;
  forms: { number: string }[];
  lines: (LineForm & { line_name: string; cost: number; bearer: string; shares: Share[] })[];
  advance: string | null;
  from_advance: number;
}

/** What is known of the reception that it is for. */
export interface Reception {
  lines: { key: string; words: string; bearer: string }[];
  units: string[];
}

/** A line as it would be booked. */
export interface Booked {
  bearer: string;
  shares: Share[];
  findings: Finding[];
}

/** What would be found of the claim. */
export interface Tried {
  lines: Booked[];
  findings: Finding[];
  total: number;
  from_advance: number;
  rest: number;
  plan: { line: string; fen: number }[];
  left: number;
}

export const rowOf = (form: LineForm, picture?: Picture): Row => ({ id: crypto.randomUUID(), form, picture });

/** The same receipt, for a reception whose plan is another. */
export const unplanned = (row: Row): Row => ({ ...row, form: { ...row.form, line: undefined, unit: undefined } });

export const pictureOf = (file: File): Picture => ({ ...carried(file), preview: URL.createObjectURL(file) });

/** Whether everything is filled in that a line has to say. */
export function isWhole({ schemas }: Definitions, { form }: Row): boolean {
  const says = (schema: string, given: object) => {
    const values = given as Record<string, unknown>;
    return schemas[schema]!.required!.every((field) => !isNothing(values[field]));
  };
  return says("ClaimLineIn", form) && says("ReceiptIn", form.receipt);
}

/** What of a claim its form asks, to begin with. */
export function rowsOf(claim: Claim): Row[] {
  return claim.lines.map(({ line, words, fen, unit, receipt }) => rowOf({ line, words, fen, unit: unit ?? undefined, receipt }));
}

interface View {
  reception: { content: { lines: Reception["lines"]; guests: { unit: string }[] } };
}

export function receptionOf({ reception }: View): Reception {
  const { lines, guests } = reception.content;
  return { lines, units: [...new Set(guests.map((each) => each.unit))] };
}
