/** Checks that the server has not confirmed: they stay on the device until it has, each once. */
import { currentSite } from "../api/session";

export interface Asked {
  code: string;
  holder_differs?: true;
  asked_at?: string;
}

export interface Check {
  /** Idempotency-Key. */
  key: string;
  body: Asked;
  /** The device let somebody in by it. */
  let_in?: boolean;
}

/** Each guard's own: who sends a check is who has made it. */
const store = (guard: string) => `frontdesk.gate.waiting.${currentSite()}.${guard}`;

export function waiting(guard: string): Check[] {
  return JSON.parse(localStorage.getItem(store(guard)) ?? "[]") as Check[];
}

/** Adds it, or keeps it as it has become. */
export function keep(guard: string, check: Check): void {
  put(guard, [...others(guard, check), check]);
}

export function drop(guard: string, check: Check): void {
  put(guard, others(guard, check));
}

const others = (guard: string, { key }: Check) => waiting(guard).filter((each) => each.key !== key);

function put(guard: string, checks: Check[]): void {
  localStorage.setItem(store(guard), JSON.stringify(checks));
}
