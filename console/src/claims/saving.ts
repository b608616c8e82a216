/** A claim on its way: written, its photographs carried to it, and each named by its receipt; each step once. */
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ask, Refused, sitePath, Unreached, type Answer, type Problem } from "../api/client";
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

export const pathOf = (id: string): string => sitePath("/sites/{site}/claims/{claim}", { claim: id });

export const formOf = (rows: Row[], draw: Draw) => filled({ lines: rows.map(({ form }) => form), ...draw }) as object;

interface Saving {
  /** As it was stored last; null: not yet. */
  stored: Answer<View> | null;
  busy: boolean;
  unreached: boolean;
  problem: Problem | null;
  /** The claim as it is stored then; null where it could not be. */
  save: (rows: Row[], draw: Draw) => Promise<Answer<View> | null>;
  submit: (saved: Answer<View>) => Promise<boolean>;
}

/** `known` is the claim that is written anew; null: it is a new one, for this reception. */
export function useSaving(known: Answer<View> | null, reception: string | null, carriedTo: (row: Row, photo: string) => void): Saving {
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [unreached, setUnreached] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [stored, store] = useState(known);
  const keys = useRef({ draft: fresh(), change: fresh(), submit: fresh() });

  async function tried<T>(work: () => Promise<T>): Promise<T | null> {
    setBusy(true);
    setProblem(null);
    setUnreached(false);
    try {
      return await work();
    } catch (trouble) {
      if (trouble instanceof Unreached) setUnreached(true);
      else if (trouble instanceof Refused) {
        keys.current = { draft: fresh(), change: fresh(), submit: fresh() };
        setProblem(trouble.problem);
      } else throw trouble;
      return null;
    } finally {
      setBusy(false);
    }
  }

  async function photographed(id: string, rows: Row[]): Promise<Row[]> {
    const done: Row[] = [];
    for (const row of rows) {
      if (!row.picture || row.form.receipt.photo) {
        done.push(row);
        continue;
      }
      const photo = await carry(`${pathOf(id)}/files`, row.picture);
      carriedTo(row, photo);
      done.push({ ...row, form: { ...row.form, receipt: { ...row.form.receipt, photo } } });
    }
    return done;
  }

  async function written(rows: Row[], draw: Draw): Promise<Answer<View>> {
    const begun = stored ?? (await ask<View>("POST", sitePath("/sites/{site}/claims"), {
      body: { reception, ...formOf(rows, draw) },
      key: keys.current.draft,
    }));
    store(begun);
    if (!stored && !rows.some((row) => row.picture)) return begun;
    const { id } = begun.body.claim;
    const body = formOf(await photographed(id, rows), draw);
    const { etag } = await ask<View>("GET", pathOf(id));
    const changed = await ask<View>("POST", `${pathOf(id)}/change`, { body, key: keys.current.change, match: etag ?? undefined });
    store(changed);
    keys.current.change = fresh();
    return changed;
  }

  return {
    stored,
    busy,
    unreached,
    problem,
    save: (rows, draw) => tried(() => written(rows, draw)),
    submit: async (saved) => {
      const path = `${pathOf(saved.body.claim.id)}/submit`;
      const done = await tried(() => ask<View>("POST", path, { body: {}, key: keys.current.submit, match: saved.etag ?? undefined }));
      void queries.invalidateQueries();
      return done !== null;
    },
  };
}
