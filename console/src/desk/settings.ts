/** What the desk works with, as pages of it need it. */
import { useQuery } from "@tanstack/react-query";
import { ask, sitePath } from "../api/client";
import { may, operationOf } from "../api/definitions";
import { useKnown } from "../shell/known";
import type { inMine } from "../shell/words";

type Name = Parameters<typeof inMine>[0];

export interface Desk {
  departments: { key: string; name: Name; supervisor: string; staff: string[] }[];
  terms: {
    tries_per_day: number;
    visit_minutes: [number, number];
    categories: { key: string; name: Name; retired: boolean }[];
  };
}

const RARELY = 600_000;

/** Undefined until it is there. */
export function useDesk(wanted = true): Desk | undefined {
  const { definitions, me } = useKnown();
  const op = operationOf(definitions, "desk-settings")!;
  const found = useQuery({
    queryKey: ["desk"],
    enabled: wanted && may(op, me),
    staleTime: RARELY,
    queryFn: async () => (await ask<Desk>("GET", sitePath(op.path))).body,
  });
  return found.data;
}
