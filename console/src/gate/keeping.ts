/** What the device keeps of the passes that count, and how it judges one while the line is broken (L-5). */
import { ask, sitePath } from "../api/client";
import { currentSite } from "../api/session";

export interface Pass {
  access_pass: string;
  number: string;
  name: string;
  place: { room: string; bed: string } | null;
  stay: string;
  valid_until: string;
}

interface Page {
  items: Pass[];
  next: string | null;
  key: string;
  as_of: string;
  since: string;
}

export interface Kept extends Omit<Page, "next"> {
  /** Milliseconds by which the server's clock is ahead of the device's. */
  ahead: number;
}

/** Why the gate says so; `not_listed` is the device's own: returned, revoked or lost, it does not know which. */
export type Why = "pass_valid" | "pass_lent" | "pass_expired" | "no_pass" | "not_listed";

export interface Judged {
  why: Why;
  pass?: Pass;
}

export const letsIn = ({ why }: Judged): boolean => why === "pass_valid";

const store = () => `frontdesk.gate.passes.${currentSite()}`;

export function kept(): Kept | undefined {
  const text = localStorage.getItem(store());
  return text === null ? undefined : (JSON.parse(text) as Kept);
}

/** Asks for all that count, and keeps them. Raises Refused and Unreached. */
export async function renew(): Promise<Kept> {
  const items: Pass[] = [];
  let query = "";
  for (;;) {
    const { body } = await ask<Page>("GET", `${sitePath("/sites/{site}/gate/passes")}${query}`);
    items.push(...body.items);
    if (body.next === null) {
      const { key, as_of, since } = body;
      const found = { items, key, as_of, since, ahead: Date.parse(as_of) - Date.now() };
      localStorage.setItem(store(), JSON.stringify(found));
      return found;
    }
    query = `?cursor=${encodeURIComponent(body.next)}`;
  }
}

/** The instant, by the server's clock. */
export const instant = (known: Kept): number => Date.now() + known.ahead;

export async function judge(code: string, differs: boolean, known: Kept): Promise<Judged> {
  if (!(await isSigned(code, known.key))) return { why: "no_pass" };
  const [, , id = "", , until = ""] = code.split(":");
  const pass = known.items.find((each) => each.access_pass === id);
  if (!pass && id < known.since) return { why: "not_listed" };
  const ends = pass ? Date.parse(pass.valid_until) : Number(until) * 1_000;
  const why = instant(known) >= ends ? "pass_expired" : differs ? "pass_lent" : "pass_valid";
  return { why, pass };
}

async function isSigned(code: string, key: string): Promise<boolean> {
  const end = code.lastIndexOf(":");
  try {
    const by = await crypto.subtle.importKey("raw", bytes(key), "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", by, bytes(code.slice(end + 1)), new TextEncoder().encode(code.slice(0, end)));
  } catch {
    return false; // no Base64 is no signature
  }
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
}
