/** What waits for somebody's decision, of whatever kind. */
import { sitePath } from "../api/client";
import { kindOf, type Action } from "../records/operations";
import { may, operationOf, type Known, type Operation } from "../api/definitions";
import { page } from "../lists/asking";
import { inside, type Shown } from "../records/reading";
import { addressOf, placeOf } from "../shell/places";

const APPROVES = /-approve$/;
const LOOKED_AT = "50";

export const actionOf = (view: Shown, command: string): Action | undefined =>
  ((view.allowed_actions ?? []) as Action[]).find((each) => each.command === command);

/** The operations by which this person approves, each of another kind of record. */
function approving({ definitions, me }: Known): Operation[] {
  return definitions.operations.filter((op) => APPROVES.test(op.name) && placeOf(op.name) && may(op, me));
}

/** The page of the next thing that waits to be decided by this person, but for the one just decided. */
export async function nextToDecide(known: Known, decided: string): Promise<string | null> {
  const { definitions } = known;
  for (const op of approving(known)) {
    const kind = kindOf(op);
    const list = operationOf(definitions, `${kind}-list`);
    if (!list || !may(list, known.me)) continue;
    const { items } = await page(sitePath(list.path), { state: "pending", limit: LOOKED_AT });
    const next = items.find((view) => actionOf(view, "approve") && inside(view).id !== decided);
    if (next) return addressOf(placeOf(op.name)!, String(inside(next).id));
  }
  return null;
}

