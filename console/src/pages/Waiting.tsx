/** What waits for a person: of the lists they may see, what has something due, most urgent first. */
import { Stack, Title } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { sitePath } from "../api/client";
import { may } from "../api/definitions";
import { page } from "../lists/asking";
import { Items, rowsOf, timersOf, type Row } from "../lists/Items";
import { useKnown } from "../shell/known";
import { say } from "../shell/words";

/** Lists whose rows say what one may do with them. */
const LISTS = new Set([
  "ticket-list", "ticket-mine", "stay-list", "stay-mine", "violation-list", "reception-list", "trip-list",
  "advance-list", "claim-list", "settlement-list", "statement-list", "relative-list", "incident-list",
]);
const MOST = 12;
const LOOKED_AT = 50;

const dueAt = (row: Row): string => timersOf(row).map((each) => each.due_at).sort()[0] ?? "";

export function Waiting() {
  const known = useKnown();
  const lists = known.definitions.operations.filter((op) => LISTS.has(op.name) && may(op, known.me));
  const found = useQueries({
    queries: lists.map((op) => ({
      queryKey: ["waiting", op.name],
      queryFn: async () =>
        rowsOf(known, op, (await page(sitePath(op.path), { limit: String(LOOKED_AT) })).items),
    })),
  });
  const mine = found.flatMap((each) => each.data ?? []).filter((row) => row.actions > 0 && dueAt(row));
  const urgent = [...new Map(mine.map((row) => [row.page, row])).values()]
    .sort((one, other) => dueAt(one).localeCompare(dueAt(other)))
    .slice(0, MOST);
  if (urgent.length === 0) return null;
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {say("actions")}
      </Title>
      <Items rows={urgent} />
    </Stack>
  );
}
