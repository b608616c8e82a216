/** Sends a form once, however often it has to be sent, and keeps what was typed until it is. */
import { useState } from "react";
import { ask, Refused, Unreached, type Answer, type Problem } from "../api/client";
import { currentSite, whose } from "../api/session";

export interface Draft {
  form: unknown;
  key: string;
  /** It went out whole and nothing came back: it is sent again as it was. */
  sent: boolean;
}

/** What one person began at one site, nobody else goes on with, at the same device neither. */
const store = (name: string) => `frontdesk.draft.${currentSite()}.${whose()}.${name}`;

export function kept(name: string): Draft | null {
  const text = localStorage.getItem(store(name));
  return text === null ? null : (JSON.parse(text) as Draft);
}

function keep(name: string, draft: Draft): void {
  localStorage.setItem(store(name), JSON.stringify(draft));
}

export function forget(name: string): void {
  localStorage.removeItem(store(name));
}

export const fresh = (): string => crypto.randomUUID();

/** What is typed is kept as it is typed, under the key that it is once sent by. */
export function keepTyped(name: string, form: unknown): void {
  keep(name, { form, key: kept(name)?.key ?? fresh(), sent: false });
}

export interface Sending {
  busy: boolean;
  /** Nothing was answered: whether it was carried out is not known. */
  unreached: boolean;
  problem: Problem | null;
  send: (form: unknown) => Promise<void>;
}

/** `done` is called once there is an answer. What was refused may be changed and sent anew. */
export function useSending<T>(
  name: string,
  path: string,
  match: string | undefined,
  done: (answer: Answer<T>) => void,
  /** What of the form may lie on the device. */
  keepable: (form: unknown) => unknown = (form) => form,
): Sending {
  const [busy, setBusy] = useState(false);
  const [unreached, setUnreached] = useState(kept(name)?.sent ?? false);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function send(form: unknown): Promise<void> {
    if (busy) return;
    const lies = keepable(form);
    const draft: Draft = { form: lies, key: kept(name)?.key ?? fresh(), sent: JSON.stringify(lies) === JSON.stringify(form) };
    keep(name, draft);
    setBusy(true);
    setProblem(null);
    try {
      const answer = await ask<T>("POST", path, { body: form, key: draft.key, match });
      forget(name);
      setUnreached(false);
      done(answer);
    } catch (trouble) {
      if (trouble instanceof Refused) {
        keep(name, { form: lies, key: fresh(), sent: false });
        setUnreached(false);
        setProblem(trouble.problem);
      } else if (trouble instanceof Unreached) {
        setUnreached(true);
      } else {
        throw trouble;
      }
    } finally {
      setBusy(false);
    }
  }
  return { busy, unreached, problem, send };
}
