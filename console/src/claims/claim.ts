/** An expense claim as it is being written: a line a receipt, with its photograph. Pure. */
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

export interface Claim {
  id: string;
  state: string;
  reception: string;
  reception_number: string;
  forms: { number: string }[];
  lines: (LineForm & { planned: string; cost: number; bearer: string; shares: { unit: string; fen: number }[] })[];
  advance: string | null;
  from_advance: number;
}

/** What is known of the reception that it is for. */
export interface Reception {
  id: string;
  number: string;
  lines: { key: string; words: string; bearer: string; left: number }[];
  units: string[];
  left: number;
}

export const rowOf = (form: LineForm, picture?: Picture): Row => ({ id: crypto.randomUUID(), form, picture });

export const pictureOf = (file: File): Picture => ({ ...carried(file), preview: URL.createObjectURL(file) });

export const totalOf = (rows: Row[]): number => rows.reduce((sum, { form }) => sum + (form.fen ?? 0), 0);

/** What of a claim its form asks, to begin with. */
export function rowsOf(claim: Claim): Row[] {
  return claim.lines.map(({ line, words, fen, unit, receipt }) => rowOf({ line, words, fen, unit: unit ?? undefined, receipt }));
}

interface View {
  reception: {
    id: string;
    forms: { number: string }[];
    content: { lines: { key: string; words: string; bearer: string }[]; guests: { unit: string }[] };
    in_hand: { fen: number }[];
  };
  costs: { lines: Record<string, number> };
  spent: { line: string; fen: number }[];
  budget: number;
}

export function receptionOf({ reception, costs, spent, budget }: View): Reception {
  const taken = new Map(spent.map((each) => [each.line, each.fen]));
  const { lines, guests } = reception.content;
  return {
    id: reception.id,
    number: reception.forms[0]?.number ?? "",
    lines: lines.map(({ key, words, bearer }) => ({ key, words, bearer, left: (costs.lines[key] ?? 0) - (taken.get(key) ?? 0) })),
    units: [...new Set(guests.map((each) => each.unit))],
    left: budget - spent.reduce((sum, each) => sum + each.fen, 0) - reception.in_hand.reduce((sum, each) => sum + each.fen, 0),
  };
}
