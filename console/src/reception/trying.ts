/** A plan is tried at the API as it is being written: what would be found of it, and nothing stored. */
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ask, Refused, type Problem } from "../api/client";
import { filled } from "../forms/schema";
import type { Finding } from "../records/Findings";
import type { Row } from "./plan";

export interface Tried {
  lines: { key: string; fen: number; standard: number | null }[];
  findings: Finding[];
  asks: { asks: string; clause: string; line: string | null; code: string | null }[];
  costs: { guest_unit: number; host: number; advance: number };
  budget: number;
  guests: { guest: string; fen: number }[];
}

interface Trial {
  rows: Row[];
  tried: Tried | null;
  /** Why the lines are no plan yet. */
  problem: Problem | null;
}

const PAUSE = 350;

/** The form that the rows are. */
export const formOf = (rows: Row[]): { lines: unknown[] } => ({ lines: rows.map(({ line }) => filled(line)) });

async function trial(path: string, rows: Row[]): Promise<Trial> {
  try {
    return { rows, tried: (await ask<Tried>("POST", path, { body: formOf(rows) })).body, problem: null };
  } catch (trouble) {
    if (!(trouble instanceof Refused)) throw trouble;
    return { rows, tried: null, problem: trouble.problem };
  }
}

export interface Judged {
  /** What was found when the lines last were a plan. */
  tried: Tried | null;
  /** The place of a row in that plan. */
  placeOf: (row: Row) => number;
  /** Of a row: what is wrong with which field. */
  wrong: (row: Row) => Record<string, string>;
  /** What is wrong with none of them alone. */
  elsewhere: string[];
  busy: boolean;
}

export function useTried(path: string, rows: Row[]): Judged {
  const [asked] = useDebouncedValue(rows, PAUSE);
  const [last, keep] = useState<Trial | null>(null);
  const found = useQuery({
    queryKey: ["tried", path, asked],
    queryFn: () => trial(path, asked),
    staleTime: 0,
    retry: false,
  });
  const now = found.data;
  useEffect(() => {
    if (now?.tried) keep(now);
  }, [now]);
  const at = (of: Trial | null | undefined, row: Row) => of?.rows.findIndex((each) => each.id === row.id) ?? -1;
  return {
    tried: last?.tried ?? null,
    placeOf: (row) => at(last, row),
    wrong: (row) => faults(now?.problem ?? null, at(now, row)),
    elsewhere: elsewhere(now?.problem ?? null),
    busy: found.isFetching || asked !== rows,
  };
}

const LINE = /^\/lines\/(\d+)\/(\w+)/;

/** What is wrong with a line, by its field: of `/lines/2/fen` the last. */
function faults(problem: Problem | null, place: number): Record<string, string> {
  const of = (problem?.errors ?? []).map(({ pointer, detail }) => [LINE.exec(pointer), detail] as const);
  return Object.fromEntries(of.flatMap(([at, detail]) => (at?.[1] === String(place) ? [[at[2], detail]] : [])));
}

function elsewhere(problem: Problem | null): string[] {
  if (!problem) return [];
  if (problem.errors.length === 0) return [problem.detail];
  return problem.errors.filter(({ pointer }) => !LINE.test(pointer)).map(({ detail }) => detail);
}
