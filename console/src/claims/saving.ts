/** A claim as it is written. It lies on the device until it is sent: then it is stored, its photographs are carried to it, each
 * named by its receipt, and it is submitted; each step once. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { ask, passing, Refused, sitePath, Unreached, type Answer, type Problem } from "../api/client";
import { kept, lay } from "../api/device";
import { filled } from "../forms/schema";
import { fresh } from "../forms/sending";
import { carry } from "../records/uploading";
import type { Claim, Row } from "./claim";

export interface View {
  claim: Claim;
}

export interface Draw {
  advance?: string;
  from_advance?: number;
}

export interface Written {
  /** What it is for; null: that is not said yet. */
  reception: string | null;
  rows: Row[];
  draw: Draw;
  /** As it was stored last; null: not yet. */
  stored: Answer<View> | null;
  /** Photographs carried to it since: each makes it a version newer. */
  attached: number;
  /** Under which each step is taken, however often it is tried. */
  keys: Record<"draft" | "change" | "submit", string>;
  /** What went out last, and was not answered. */
  sent: "save" | "submit" | null;
}

export const pathOf = (id: string): string => sitePath("/sites/{site}/claims/{claim}", { claim: id });

export const formOf = (rows: Row[], draw: Draw) => filled({ lines: rows.map(({ form }) => form), ...draw }) as object;

const freshKeys = (): Written["keys"] => ({ draft: fresh(), change: fresh(), submit: fresh() });

export const begun = (of: Pick<Written, "reception" | "rows" | "draw" | "stored">): Written => ({
  ...of,
  attached: 0,
  keys: freshKeys(),
  sent: null,
});

/** What was left lying under a name; null: nothing; undefined until that is known. */
export function useLeft(name: string): Written | null | undefined {
  const [left, found] = useState<Written | null>();
  useEffect(() => void takenUp(name).then(found), [name]);
  return left;
}

async function takenUp(name: string): Promise<Written | null> {
  const left = await kept<Written>(name).catch(() => undefined);
  return left ? { ...left, rows: left.rows.map(seen) } : null;
}

const seen = ({ picture, ...row }: Row): Row => ({ ...row, ...(picture && { picture: { ...picture, preview: URL.createObjectURL(picture.file) } }) });

interface Writing {
  written: Written;
  /** It was begun before, and is gone on with. */
  resumed: boolean;
  busy: boolean;
  /** Nothing was answered: whether it was carried out is not known. */
  unreached: boolean;
  problem: Problem | null;
  change: (next: (now: Written) => Partial<Pick<Written, "reception" | "rows" | "draw">>) => void;
  /** As it was begun. */
  discard: () => void;
  /** The id of the claim, once everything is done; null where it could not be. */
  send: (then: "save" | "submit") => Promise<string | null>;
}

export function useWriting(name: string, left: Written | null, first: Written): Writing {
  const queries = useQueryClient();
  const [written, show] = useState(left ?? first);
  const [resumed, resume] = useState(left !== null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const now = useRef(written);

  function become(what: Partial<Written>): void {
    now.current = { ...now.current, ...what };
    show(now.current);
    void lay(name, now.current);
  }

  /** What is otherwise than it went out goes out under other keys. */
  function anew(): Partial<Written> {
    const { sent, keys } = now.current;
    return sent ? { sent: null, keys: { ...keys, change: fresh(), submit: fresh() } } : {};
  }

  function over(of: Written): void {
    now.current = of;
    show(of);
    resume(false);
    void lay(name, null);
  }

  async function save(): Promise<void> {
    const { reception, stored, rows, draw, keys } = now.current;
    become({ sent: "save" });
    if (!stored) {
      const body = { reception, ...formOf(rows, draw) };
      become({ stored: await ask<View>("POST", sitePath("/sites/{site}/claims"), { body, key: keys.draft }) });
      if (!rows.some((row) => row.picture)) return;
    }
    const { claim } = now.current.stored!.body;
    const path = pathOf(claim.id);
    await photograph(path);
    const body = formOf(now.current.rows, draw);
    const match = `"${claim.version + now.current.attached}"`;
    become({ stored: await ask<View>("POST", `${path}/change`, { body, key: keys.change, match }), attached: 0 });
    become({ keys: { ...now.current.keys, change: fresh() } });
  }

  async function photograph(path: string): Promise<void> {
    for (const { id, picture, form } of now.current.rows) {
      if (!picture || form.receipt.photo) continue;
      const photo = await carry(`${path}/files`, picture);
      const receipt = { ...form.receipt, photo };
      const rows = now.current.rows.map((row) => (row.id === id ? { ...row, form: { ...form, receipt } } : row));
      become({ rows, attached: now.current.attached + 1 });
    }
  }

  async function submit(): Promise<void> {
    become({ sent: "submit" });
    const { stored, keys } = now.current;
    await ask<View>("POST", `${pathOf(stored!.body.claim.id)}/submit`, { body: {}, key: keys.submit, match: stored!.etag ?? undefined });
  }

  async function send(then: "save" | "submit"): Promise<string | null> {
    setBusy(true);
    setProblem(null);
    try {
      if (then === "save" || now.current.sent !== "submit") {
        if (now.current.sent === "submit") become(anew());
        await save();
      }
      if (then === "submit") await submit();
      over({ ...now.current, sent: null });
      void queries.invalidateQueries();
      return now.current.stored!.body.claim.id;
    } catch (trouble) {
      if (trouble instanceof Refused) {
        become({ sent: null, ...(!passing(trouble.problem) && { keys: freshKeys() }) });
        setProblem(trouble.problem);
      } else if (!(trouble instanceof Unreached)) {
        throw trouble;
      }
      return null;
    } finally {
      setBusy(false);
    }
  }

  return {
    written,
    resumed,
    busy,
    unreached: written.sent !== null && !busy,
    problem,
    change: (next) => become({ ...anew(), ...next(now.current) }),
    discard: () => over(first),
    send,
  };
}
