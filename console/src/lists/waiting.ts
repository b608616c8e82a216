/** What waits for somebody, most urgent first, as the API finds it among all lists. */
import { ask, sitePath } from "../api/client";
import type { Operation, Known } from "../api/definitions";
import type { Shown } from "../records/reading";

/** Something that waits: the list that it is of, and what that shows of it. */
export interface Waits {
  list: Operation;
  view: Shown;
}

export const MOST = 100;

export async function waiting({ definitions }: Known, limit: number): Promise<{ items: Waits[]; more: boolean }> {
  const { body } = await ask<{ items: ({ list: string } & Shown)[]; more: boolean }>(
    "GET",
    `${sitePath("/sites/{site}/waiting")}?limit=${limit}`,
  );
  const items = body.items.flatMap(({ list: name, ...views }) => {
    const list = definitions.operations.find((each) => each.name === name);
    return list ? (Object.values(views) as Shown[]).map((view) => ({ list, view })) : [];
  });
  return { items, more: body.more };
}
