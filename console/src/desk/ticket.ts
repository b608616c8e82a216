/** What pages of the desk show of a ticket. Pure. */
import type { Timer } from "../records/Due";
import type { Action } from "../records/operations";
import type { NumberedForm } from "../records/reading";

export interface FollowUp {
  id: string;
  contact: string;
  at: string;
  reached: boolean;
  satisfaction: number | null;
  words: string | null;
}

export interface Ticket {
  id: string;
  kind: string;
  state: string;
  words: string;
  forms: NumberedForm[];
  timers: Timer[];
  reporter: { name: string; phone: string | null };
  place: { unit: string | null; area: string | null };
  department: string | null;
  work: { result: string | null; completed_at: string | null } | null;
  follow_ups: FollowUp[];
}

export interface TicketView {
  ticket: Ticket;
  allowed_actions: Action[];
}

export const placeOf = ({ place }: Ticket): string => place.unit ?? place.area ?? "";
