/** What pages of the desk show of a ticket. Pure. */
import { firstDue, type Timer } from "../records/Due";
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

/** What falls due first comes first; what nothing falls due on comes after it, as it was taken in. */
export function byUrgency(one: Ticket, other: Ticket): number {
  const [due, otherDue] = [firstDue(one.timers), firstDue(other.timers)];
  if (!due || !otherDue) return Number(!due) - Number(!otherDue) || one.id.localeCompare(other.id);
  return due.localeCompare(otherDue);
}
