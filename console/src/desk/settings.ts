/** What the desk works with, as pages of it need it. */
import { useQuery } from "@tanstack/react-query";
import { ask, sitePath } from "../api/client";
import { inMine } from "../shell/words";

type Name = Parameters<typeof inMine>[0];

export interface Desk {
  terms: {
    tries_per_day: number;
    visit_minutes: [number, number];
    categories: { key: string; name: Name; retired: boolean }[];
  };
}

const RARELY = 600_000;

/** Undefined until it is there. */
export function useDesk(): Desk | undefined {
  const found = useQuery({
    queryKey: ["desk"],
    staleTime: RARELY,
    queryFn: async () => (await ask<Desk>("GET", sitePath("/sites/{site}/desk"))).body,
  });
  return found.data;
}
