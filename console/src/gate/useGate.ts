/** Asks the gate of a pass: the server, and while the line is broken what the device keeps (L-5). */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { ask, Refused, sitePath, Unreached, type Problem } from "../api/client";
import { fresh } from "../forms/sending";
import { useKnown } from "../shell/known";
import { instant, judge, kept, letsIn, renew, type Judged, type Kept, type Pass } from "./keeping";
import { drop, keep, waiting, type Asked, type Check } from "./waiting";

/** As the API answers. */
export interface Said {
  verdict: "allow" | "deny";
  why: string;
  clause: string;
  words: string;
  checked: string;
  recorded: boolean;
  check: (Partial<Pass> & { name: string | null; whom: string | null }) | null;
}

/** What one is told at the gate. */
export type Told =
  | { by: "server"; said: Said }
  | { by: "device"; judged: Judged; as_of: string }
  | { by: "nobody" }
  | { by: "refusal"; problem: Problem };

export interface Gate {
  told: Told | null;
  tell: (told: Told | null) => void;
  /** The pass that was asked of last. */
  asked: Asked | null;
  busy: boolean;
  broken: boolean;
  known: Kept | undefined;
  /** How many checks the server has yet to confirm. */
  left: number;
  /** Whom the device let in and the server would not have. */
  regretted: Said[];
  check: (code: string, differs?: boolean) => Promise<void>;
}

/** Milliseconds: how long somebody at the gate is kept waiting for the server, and how often the line is tried. */
const PATIENCE = 3_000;
const AGAIN = 5_000;
const MINUTE = 60_000;
/** Refusals of who asks or of the moment, and not of what was asked. */
const PASSING = new Set([401, 403, 409, 429, 503]);

const path = () => sitePath("/sites/{site}/gate/checks");

export function useGate(): Gate {
  const guard = useKnown().me.id;
  const [told, tell] = useState<Told | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [busy, setBusy] = useState(false);
  const [left, setLeft] = useState(() => waiting(guard).length);
  const [regretted, regret] = useState<Said[]>([]);
  const sending = useRef(false);
  const line = useQuery({
    queryKey: ["gate-passes"],
    queryFn: renew,
    initialData: kept,
    initialDataUpdatedAt: 0,
    retry: false,
    networkMode: "always",
    refetchInterval: (query) => (query.state.error || waiting(guard).length > 0 ? AGAIN : MINUTE),
    refetchIntervalInBackground: true,
    refetchOnReconnect: "always",
  });
  const broken = line.error instanceof Unreached;

  /** Raises Refused and Unreached. */
  async function send({ key, body }: Check): Promise<Said> {
    return (await ask<Said>("POST", path(), { key, body, patience: PATIENCE })).body;
  }

  async function check(code: string, differs = false): Promise<void> {
    if (busy) return;
    setBusy(true);
    const known = line.data;
    const asked_at = known && new Date(instant(known)).toISOString();
    const made = { key: fresh(), body: { code, ...(differs && { holder_differs: true as const }), asked_at } };
    keep(guard, made);
    setAsked(made.body);
    tell(broken ? await byDevice(made, known) : await byServer(made, known));
    setLeft(waiting(guard).length);
    setBusy(false);
  }

  async function byServer(made: Check, known: Kept | undefined): Promise<Told> {
    sending.current = true;
    try {
      const said = await send(made);
      if (said.recorded) drop(guard, made);
      return { by: "server", said };
    } catch (trouble) {
      if (trouble instanceof Refused) {
        drop(guard, made);
        return { by: "refusal", problem: trouble.problem };
      }
      void line.refetch();
      return byDevice(made, known);
    } finally {
      sending.current = false;
    }
  }

  async function byDevice(made: Check, known: Kept | undefined): Promise<Told> {
    if (!known) return { by: "nobody" };
    const judged = await judge(made.body.code, made.body.holder_differs ?? false, known);
    keep(guard, { ...made, let_in: letsIn(judged) });
    return { by: "device", judged, as_of: known.as_of };
  }

  /** The oldest first, until one finds no answer. */
  async function sendWaiting(): Promise<void> {
    if (sending.current) return;
    sending.current = true;
    for (const each of waiting(guard)) {
      try {
        const said = await send(each);
        if (!said.recorded) break;
        if (each.let_in && said.verdict === "deny") regret((those) => [...those, said]);
      } catch (trouble) {
        if (!(trouble instanceof Refused) || PASSING.has(trouble.problem.status)) break;
      }
      drop(guard, each);
    }
    sending.current = false;
    setLeft(waiting(guard).length);
  }

  useEffect(() => {
    if (line.isSuccess && line.isFetchedAfterMount) void sendWaiting();
  }, [line.dataUpdatedAt]);

  return { told, tell, asked, busy, broken, known: line.data, left, regretted, check };
}
