/** What waits for a person: of the lists they may see, what has something due, most urgent first. */
import { Stack, Title } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { ask, sitePath } from "../api/client";
import { may } from "../api/definitions";
import { Items, kindIn } from "../lists/Items";
import { inside, type Shown } from "../records/reading";
import type { Timer } from "../records/Due";
import { useKnown } from "../shell/known";
import { say } from "../shell/words";

/** Lists whose rows say what one may do with them. */
const LISTS = ["ticket-list", "ticket-mine", "stay-list", "stay-mine", "violation-list", "reception-list", "trip-list", "advance-list", "claim-list", "settlement-list", "statement-list", "relative-list", "incident-list"];
const MOST = 12;

function dueAt(view: Shown): string {
  const timers = (inside(view, kindIn(view)).timers ?? []) as Timer[];
  return timers.map((each) => each.due_at).sort()[0] ?? "9";
}

export function Waiting() {
  const { definitions, me } = useKnown();
  const lists = definitions.operations.filter((op) => LISTS.includes(op.name) && may(op, me));
  const found = useQueries({
    queries: lists.map((op) => ({
      queryKey: ["waiting", op.name],
      queryFn: async () => (await ask<{ items: Shown[] }>("GET", `${sitePath(op.path)}?limit=50`)).body.items,
    })),
  });
  const views = found.flatMap((each) => each.data ?? []);
  const mine = views.filter((view) => ((view.allowed_actions ?? []) as unknown[]).length > 0 && dueAt(view) !== "9");
  const urgent = [...new Map(mine.map((view) => [String(inside(view, kindIn(view)).id), view])).values()]
    .sort((one, other) => dueAt(one).localeCompare(dueAt(other)))
    .slice(0, MOST);
  if (urgent.length === 0) return null;
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {say("actions")}
      </Title>
      <Items items={urgent} />
    </Stack>
  );
}
