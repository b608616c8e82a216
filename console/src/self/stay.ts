/** Of a stay what its employee needs to know. Pure. */
import type { Signing } from "../records/Chain";
import type { Action } from "../records/operations";

export interface Guest {
  relative: string;
  guest: string;
  name: string;
}

export interface Stay {
  id: string;
  version: number;
  state: string;
  forms: { number: string }[];
  asked: { reason: string; first: string; last: string; guests: Guest[]; extends: string | null };
  chain: Signing;
  beds: { guest: string; place: { room: string; bed: string } }[];
  moved: { last: string }[];
  present: { guest: string; name: string; access_pass: string; left_at: string | null }[];
  offered_until: string | null;
  ceding: { giver: string; receiver: string; name: string; night: string; until: string } | null;
  over: { reason: string | null } | null;
}

export interface StayView {
  stay: Stay;
  allowed_actions: Action[];
}

const WAY = ["granted", "staying", "left"];
/** Between the signatures and the bed. */
const BEFORE_BED = ["waiting", "offered"];

/** The points of its way: for who has to wait for a bed one more. */
export const wayOf = ({ state }: Stay): string[] => ["pending", ...(BEFORE_BED.includes(state) ? [state] : []), ...WAY];

/** What an employee is asked for; everything else they may, but need not. */
export const ASKED = ["take-offer", "take-ceded"];
/** What is done by a form of its own. */
export const RESUBMIT = "resubmit";
/** While it is one of these, it may be applied for longer. */
export const GOES_ON = new Set(["granted", "staying"]);

/** The day of leaving, with what was granted since. */
export const leaving = ({ asked, moved }: Stay): string => [asked.last, ...moved.map((each) => each.last)].sort().at(-1)!;
