/** What waits for somebody's decision, of whatever kind. */
import type { Known } from "../api/definitions";
import { MOST, waiting } from "../lists/waiting";
import { operationAt, type Action } from "../records/operations";
import { inside, type Shown } from "../records/reading";
import { addressOf, placeOf } from "../shell/places";

export const actionOf = (view: Shown, command: string): Action | undefined =>
  ((view.allowed_actions ?? []) as Action[]).find((each) => each.command === command);

/** The page on which somebody decides on what is shown, where that is asked of them. */
export function decidedAt({ definitions }: Known, view: Shown): string | null {
  const approves = actionOf(view, "approve");
  const meant = approves && operationAt(definitions, "POST", approves.href);
  const place = meant && placeOf(meant.op.name);
  return place ? addressOf(place, Object.values(meant.params)[0]) : null;
}

/** The page of the most urgent thing that this person has to decide, but for the one just decided. */
export async function nextToDecide(known: Known, decided: string): Promise<string | null> {
  const { items } = await waiting(known, MOST);
  const others = items.filter(({ view }) => inside(view).id !== decided);
  return others.map(({ view }) => decidedAt(known, view)).find((page) => page !== null) ?? null;
}
