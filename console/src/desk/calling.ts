/** Who calls, and what the desk knows of them. Pure. */

export interface Caller {
  person: string;
  name: string;
  /** Masked. */
  phone: string | null;
  units: string[];
}

export interface OpenMatter {
  ticket: string;
  number: string;
  kind: string;
  state: string;
  words: string;
  unit: string | null;
  area: string | null;
  overdue: boolean;
}

export interface Cover {
  item: string;
  covered: boolean;
  reason: string;
  until: string | null;
}

export interface Outage {
  incident: string;
  affected: string;
  say: string;
}

export interface Screen {
  reminder: string;
  people: Caller[];
  owners: Caller[];
  warranty: Cover[];
  matters: { open: OpenMatter[]; complaints: { recent: number; days: number } } | null;
  outages: Outage[];
}

const TAIL = 4;
const PHONE = /^[\d\s+-]{4,}$/;
const UNIT = /^[A-Za-z]*-?\d+/;

const digits = (text: string): string => text.replace(/\D/g, "");

/** What was typed: the end of a phone number, a unit, or a name. A whole number stays out of addresses. */
export function meant(text: string): Record<string, string> {
  if (PHONE.test(text) && digits(text).length >= TAIL) return { phone_tail: digits(text).slice(-TAIL) };
  return UNIT.test(text) ? { unit: text } : { name: text };
}

/** What is known already of somebody whom nobody knows. */
export function unknown(text: string): Record<string, string> {
  if (!PHONE.test(text)) return UNIT.test(text) ? {} : { name: text };
  return digits(text).length > TAIL ? { phone: text } : {};
}

/** Everybody who may be meant, each once. */
export function callersOf(screen: Screen | undefined): Caller[] {
  const named = [...(screen?.people ?? []), ...(screen?.owners ?? [])];
  return [...new Map(named.map((each) => [each.person, each])).values()];
}
