/** Asks for a page of a list. */
import { ask, Refused } from "../api/client";
import type { Shown } from "../records/reading";

export interface Page {
  items: Shown[];
  next: string | null;
}

/** Who may look at their own department's only is told which that is: then it is asked for. */
export async function page(path: string, query: Record<string, string>): Promise<Page> {
  try {
    return await asked(path, query);
  } catch (trouble) {
    return asked(path, { ...query, department: told(trouble) });
  }
}

/** The department that alone may be looked at; null where all may. */
export async function ownDepartment(path: string): Promise<string | null> {
  try {
    await asked(path, { limit: "1" });
    return null;
  } catch (trouble) {
    return told(trouble);
  }
}

/** Whether nothing was typed that can be looked for: signs only, or a picture. */
export function isNoQuestion(trouble: unknown): boolean {
  return trouble instanceof Refused && trouble.problem.errors.some((each) => each.pointer === "/q");
}

async function asked(path: string, query: Record<string, string>): Promise<Page> {
  return (await ask<Page>("GET", `${path}?${new URLSearchParams(query)}`)).body;
}

/** Which department a refusal names; any other trouble is raised again. */
function told(trouble: unknown): string {
  const own = trouble instanceof Refused && trouble.problem.errors.find((each) => each.code === "own_department");
  if (!own) throw trouble;
  return String(own.data.department);
}
