/** What is written line by line is tried at the API as one types: what would be found of it, and nothing stored. */
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ask, Refused, type Problem } from "../api/client";

/** A line on the page, which may have no key yet. */
interface Row {
  id: string;
}

interface Asked {
  /** The rows that are its lines, by their ids. */
  rows: string[];
  form: object;
}

interface Trial<Tried> {
  rows: string[];
  tried: Tried | null;
  /** Why the lines make no whole yet. */
  problem: Problem | null;
}

const PAUSE = 350;

async function trial<Tried>(path: string, { rows, form }: Asked): Promise<Trial<Tried>> {
  try {
    return { rows, tried: (await ask<Tried>("POST", path, { body: form })).body, problem: null };
  } catch (trouble) {
    if (!(trouble instanceof Refused)) throw trouble;
    return { rows, tried: null, problem: trouble.problem };
  }
}

export interface Judged<Tried> {
  /** What was found when the lines last made a whole. */
  tried: Tried | null;
  /** The place of a row among those lines. */
  placeOf: (row: Row) => number;
  /** Of a row: what is wrong, by the field or what is in it. */
  wrong: (row: Row) => Record<string, string>;
  /** Why the lines make no whole now. */
  problem: Problem | null;
  busy: boolean;
}

/** `rows` are the lines of the form, in its order. */
export function useTried<Tried>(path: string, rows: Row[], form: object): Judged<Tried> {
  const asks: Asked = { rows: rows.map(({ id }) => id), form };
  const typed = JSON.stringify(asks);
  const [asked] = useDebouncedValue(typed, PAUSE);
  const [last, keep] = useState<Trial<Tried> | null>(null);
  const found = useQuery({
    queryKey: ["tried", path, asked],
    queryFn: () => trial<Tried>(path, JSON.parse(asked) as Asked),
    staleTime: 0,
    retry: false,
  });
  const now = found.data;
  useEffect(() => {
    if (now?.tried) keep(now);
  }, [now]);
  const at = (of: Trial<Tried> | null | undefined, row: Row) => of?.rows.indexOf(row.id) ?? -1;
  return {
    tried: last?.tried ?? null,
    placeOf: (row) => at(last, row),
    wrong: (row) => faultsAt(now?.problem ?? null, at(now, row)),
    problem: now?.problem ?? null,
    busy: found.isFetching || asked !== typed,
  };
}

const LINES = "/lines/";

/** What is wrong with a line, by its field: of `/lines/2/receipt/number` what stands after the place. */
export function faultsAt(problem: Problem | null, place: number): Record<string, string> {
  const at = `${LINES}${place}/`;
  const of = (problem?.errors ?? []).filter((each) => each.pointer.startsWith(at));
  return Object.fromEntries(of.map((each) => [each.pointer.slice(at.length), each.detail]));
}

/** What is wrong with none of the lines alone, nor with a field that says so itself. */
export function elsewhere(problem: Problem | null, fields: string[] = []): string[] {
  const said = fields.map((each) => `/${each}`);
  const errors = problem?.errors.filter(({ pointer }) => !pointer.startsWith(LINES) && !said.includes(pointer)) ?? [];
  return errors.map(({ detail }) => detail);
}
