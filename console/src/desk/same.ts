/** Complaints that a new one may be about the same matter as: of the unit, and of who calls (T-4.2.3). */
import { useQueries } from "@tanstack/react-query";
import { ask, sitePath } from "../api/client";
import type { Ticket } from "./ticket";

export interface Candidate {
  ticket: Ticket;
  likeness: number | null;
}

interface Asked {
  person?: string;
  unit?: string;
  category: unknown;
  words: string;
}

const PLACES = { unit: "/sites/{site}/units/{unit}/same-matters", person: "/sites/{site}/people/{person}/same-matters" };

export function useSameMatters({ category, words, ...by }: Asked): Candidate[] {
  const found = useQueries({
    queries: (["unit", "person"] as const).map((key) => {
      const query = new URLSearchParams({ category: String(category), ...(words && { words }) });
      const path = `${sitePath(PLACES[key], { [key]: by[key] ?? "" })}?${query}`;
      return {
        queryKey: ["same-matters", path],
        enabled: Boolean(by[key] && category),
        queryFn: async () => (await ask<{ items: Candidate[] }>("GET", path)).body.items,
      };
    }),
  });
  const all = found.flatMap((each) => each.data ?? []);
  return [...new Map(all.map((each) => [each.ticket.id, each])).values()].sort(
    (one, other) => (other.likeness ?? 0) - (one.likeness ?? 0),
  );
}
