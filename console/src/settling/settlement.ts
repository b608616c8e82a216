/** A settlement as both finance departments see it. */
import type { Action } from "../records/operations";
import type { Shown } from "../records/reading";

export interface ShareLine {
  claim: string;
  kind: string;
  words: string;
  dated: string;
  fen: number;
  of: number;
}

/** What a finance department says of what it is to pay. */
export interface Word {
  yes: boolean;
  name: string;
  words: string | null;
  reference: string | null;
  at: string;
}

export interface Share {
  unit: string;
  site: string | null;
  lines: ShareLine[];
  word: Word | null;
  earlier: Word[];
  transferred: { number: string; fen: number; method: string; reference: string | null; at: string }[];
  waived: { fen: number; reason: string; at: string }[];
}

export interface SettlementView extends Shown {
  settlement: Shown & { reception: string; reception_number: string; shares: Share[]; forms: { form: string; number: string }[] };
  fen: number;
  owing: number;
  owes: { unit: string; fen: number; allowed_actions: Action[] }[];
  allowed_actions: Action[];
}

export interface StatementView extends Shown {
  statement: Shown & { from_unit: string; number: string; lines: ShareLine[]; owing: number; word: Word | null };
  allowed_actions: Action[];
}

export const sumOf = (lines: ShareLine[]): number => lines.reduce((sum, each) => sum + each.fen, 0);
