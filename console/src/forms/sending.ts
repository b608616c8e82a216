/** Sends a form once, however often it has to be sent, and keeps what was typed until it is. */
import { useEffect, useRef, useState } from "react";
import { ask, passing, Refused, Unreached, type Answer, type Problem } from "../api/client";
import { currentSite, whose } from "../api/session";
import { notifyUndone } from "../shell/notes";
import { say } from "../shell/words";

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

export const fresh = (): string => crypto.randomUUID();

export interface Sending {
  busy: boolean;
  /** Nothing was answered: whether it was carried out is not known. */
  unreached: boolean;
  problem: Problem | null;
  send: (form: unknown) => Promise<void>;
  /** What is typed is kept as it is typed, under the key that it is once sent by. */
  typed: (form: unknown) => void;
  forget: () => void;
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
  /** Of what is filled in here, whatever becomes of the draft in another window. */
  const [key, setKey] = useState(() => kept(name)?.key ?? fresh());
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => void (here.current = false);
  }, []);

  function forget(): void {
    localStorage.removeItem(store(name));
    setKey(fresh());
  }

  /** Whoever has left the form meanwhile is told. */
  function failed(why: string): void {
    if (!here.current) notifyUndone(why);
  }

  async function send(form: unknown): Promise<void> {
    if (busy) return;
    const lies = keepable(form);
    keep(name, { form: lies, key, sent: JSON.stringify(lies) === JSON.stringify(form) });
    setBusy(true);
    setProblem(null);
    try {
      const answer = await ask<T>("POST", path, { body: form, key, match });
      forget();
      setUnreached(false);
      done(answer);
    } catch (trouble) {
      if (trouble instanceof Refused) {
        const next = passing(trouble.problem) ? key : fresh();
        keep(name, { form: lies, key: next, sent: false });
        setKey(next);
        setUnreached(false);
        setProblem(trouble.problem);
        failed(trouble.problem.detail);
      } else if (trouble instanceof Unreached) {
        setUnreached(true);
        failed(say("unreached"));
      } else {
        throw trouble;
      }
    } finally {
      setBusy(false);
    }
  }
  return { busy, unreached, problem, send, typed: (form) => keep(name, { form, key, sent: false }), forget };
}
