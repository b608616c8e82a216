/** Of a ticket what its owner needs to know. Pure. */
import type { Said } from "../shell/words";
import type { Timer } from "../records/Due";
import type { Action } from "../records/operations";
import type { NumberedForm } from "../records/reading";
import type { Priced } from "./Quotation";

export interface Ticket {
  id: string;
  version: number;
  kind: string;
  state: string;
  words: string;
  place: { unit: string | null; area: string | null };
  forms: NumberedForm[];
  files: unknown[];
  timers: Timer[];
  received_at: string;
  warranty: { covered: boolean; reason: string; until: string | null } | null;
  quotation: (Priced & { state: string }) | null;
  charges: (Priced & { payment: object | null })[];
  work: { result: string | null } | null;
  acceptance: { satisfaction: number | null } | null;
  explanation: { content: string } | null;
}

export interface Matter {
  ticket: Ticket;
  allowed_actions: Action[];
}

const REPAIR = ["reported", "dispatched", "taken", "working", "completed", "accepted", "followed_up"];
const ENQUIRY = ["reported", "answered", "closed"];
const ENQUIRIES = new Set(["inquiry", "suggestion", "help"]);
/** States that are no point of the way, and the one after which they are. */
const AFTER: Record<string, string> = {
  quoted: "taken", consented: "taken", visit_due: "accepted", reviewed: "followed_up", archived: "followed_up", referred: "reported",
};
const OVER = new Set(["archived", "closed", "cancelled"]);

/** What an owner is asked for, most urgent first, and how it is refused: everything else they may, but need not. */
export const ASKS: Record<string, { called: Said; refusal: string }> = {
  consent: { called: "agree", refusal: "decline" },
  accept: { called: "acceptWork", refusal: "reject" },
};
/** What else they may do, as it is said to them. */
export const OTHERWISE: Record<string, Said> = {
  decline: "disagree", reject: "rejectWork", urge: "urgeIt", cancel: "cancelIt",
};

export const isOver = ({ ticket }: Matter): boolean => OVER.has(ticket.state);

export const asksOwner = ({ allowed_actions }: Matter): boolean => allowed_actions.some(({ command }) => command in ASKS);

export function wayOf({ kind, state }: Ticket): { points: string[]; at: number } {
  const points = ENQUIRIES.has(kind) ? ENQUIRY : REPAIR;
  return { points, at: points.indexOf(AFTER[state] ?? state) };
}

const NEXT: Record<string, Said> = {
  reported: "nextReported", dispatched: "nextDispatched", taken: "nextTaken", quoted: "nextQuoted", consented: "nextConsented",
  working: "nextWorking", completed: "nextCompleted", accepted: "nextAccepted", visit_due: "nextVisitDue",
  followed_up: "nextFollowedUp", reviewed: "nextReviewed", referred: "nextReferred", answered: "nextAnswered",
};

/** What comes next, if anything does. */
export const nextOf = ({ state }: Ticket): Said | undefined => NEXT[state];
