/** Asks for a page of a list. */
import { ask, Refused } from "../api/client";
import type { Shown } from "../records/reading";

export interface Page {
  items: Shown[];
  next: string | null;
}

/** Of lists that were asked for, the department that alone may be looked at; null: all may. */
const departments = new Map<string, Promise<string | null>>();

/** Who may look at their own department's only is told which that is, once; then it is asked for. */
export async function page(path: string, query: Record<string, string>): Promise<Page> {
  const known = departments.get(path);
  if (known) return asked(path, within(query, await known));
  const first = asked(path, query);
  departments.set(path, first.then(() => null, ownIn));
  try {
    return await first;
  } catch (trouble) {
    const department = ownIn(trouble);
    if (department) return asked(path, within(query, department));
    departments.delete(path);
    throw trouble;
  }
}

const within = (query: Record<string, string>, department: string | null) => (department ? { ...query, department } : query);

/** The department that alone may be looked at; null where all may. */
export async function ownDepartment(path: string): Promise<string | null> {
  await page(path, { limit: "1" });
  return (await departments.get(path)) ?? null;
}

/** Whether nothing was typed that can be looked for: signs only, or a picture. */
export function isNoQuestion(trouble: unknown): boolean {
  return trouble instanceof Refused && trouble.problem.errors.some((each) => each.pointer === "/q");
}

async function asked(path: string, query: Record<string, string>): Promise<Page> {
  return (await ask<Page>("GET", `${path}?${new URLSearchParams(query)}`)).body;
}

/** Which department a refusal names. */
function ownIn(trouble: unknown): string | null {
  const own = trouble instanceof Refused && trouble.problem.errors.find((each) => each.code === "own_department");
  return own ? String(own.data.department) : null;
}
