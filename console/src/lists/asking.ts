/** Asks for a page of a list. */
import { ask, Refused } from "../api/client";
import type { Shown } from "../records/reading";

export interface Page {
  items: Shown[];
  next: string | null;
}

/** Who may look at their own department's only is told which that is: then it is asked for. */
export async function page(path: string, query: Record<string, string>): Promise<Page> {
  const asked = (of: Record<string, string>) =>
    ask<Page>("GET", `${path}?${new URLSearchParams(of)}`).then((answer) => answer.body);
  try {
    return await asked(query);
  } catch (trouble) {
    const own = trouble instanceof Refused && trouble.problem.errors.find((each) => each.code === "own_department");
    if (!own) throw trouble;
    return asked({ ...query, department: String(own.data.department) });
  }
}
