/** What waits for a person: of the lists they may see, what is asked of them, most urgent first. */
import { Badge, Group, Stack, Text } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { CircleCheckBig } from "lucide-react";
import { useLocation } from "wouter";
import { sitePath } from "../api/client";
import { may, type Known, type Operation } from "../api/definitions";
import { page } from "../lists/asking";
import { rowsOf, timersOf, type Row } from "../lists/rows";
import { Due, firstDue } from "../records/Due";
import { asked, commandName, operationAt } from "../records/operations";
import { CardButton } from "../shell/CardButton";
import { Empty } from "../shell/Empty";
import { useKnown } from "../shell/known";
import { addressOf, placeOf } from "../shell/places";
import { say } from "../shell/words";

/** Lists whose rows say what one may do with them. */
const LISTS = new Set([
  "ticket-list", "ticket-mine", "stay-list", "stay-mine", "violation-list", "violation-mine", "reception-list", "reception-mine",
  "trip-list", "advance-list", "claim-list", "settlement-list", "statement-list", "relative-list", "incident-list", "handover-list",
]);
/** Lists that give one's own, or what is first in line, unless a state is asked for. */
const BY_STATE = new Set(["advance-list", "claim-list", "settlement-list", "trip-list"]);
const MOST = 12;
const LOOKED_AT = 25;
/** Of each state in which somebody waits for one: what has stood in it longest comes first. */
const OF_EACH = 6;
/** How many things that may be done a row names. */
const NAMED = 3;

const dueAt = (row: Row): string => firstDue(timersOf(row)) || "9";

export function Waiting() {
  const known = useKnown();
  const lists = known.definitions.operations.filter((op) => LISTS.has(op.name) && may(op, known.me));
  const found = useQueries({
    queries: lists.flatMap((op) =>
      asks(known, op).map((query) => ({
        queryKey: ["waiting", op.name, query],
        queryFn: async () => rowsOf(known, op, (await page(sitePath(op.path), query)).items),
      })),
    ),
  });
  const rows = found.flatMap((each) => each.data ?? []);
  const mine = rows.filter((row) => asked(row.actions).length > 0);
  const urgent = [...new Map(mine.map((row) => [row.page, row])).values()]
    .sort((one, other) => dueAt(one).localeCompare(dueAt(other)))
    .slice(0, MOST);
  if (urgent.length === 0) {
    return found.every((each) => !each.isPending) && <Empty Icon={CircleCheckBig} said={say("nothingWaits")} />;
  }
  return (
    <Stack gap="xs">
      {urgent.map((row) => (
        <WaitingRow key={row.page} row={row} />
      ))}
    </Stack>
  );
}

/** What others hand on is found by the states in which it waits. */
function asks({ definitions, me }: Known, list: Operation): Record<string, string>[] {
  const newest = { limit: String(LOOKED_AT) };
  if (!BY_STATE.has(list.name)) return [newest];
  const steps = definitions.operations.filter((op) => op.path.startsWith(`${list.path}/`) && may(op, me));
  const states = new Set(steps.flatMap((op) => op.begins ?? []));
  return [newest, ...[...states].map((state) => ({ state, order: "oldest", limit: String(OF_EACH) }))];
}

/** The page on which somebody decides, where that is what they are asked for. */
function decidedAt({ definitions }: Known, row: Row): string | null {
  const approves = row.actions.find((each) => each.command === "approve");
  const meant = approves && operationAt(definitions, "POST", approves.href);
  const place = meant && placeOf(meant.op.name);
  return place ? addressOf(place, Object.values(meant.params)[0]) : null;
}

function WaitingRow({ row }: { row: Row }) {
  const known = useKnown();
  const [, go] = useLocation();
  const { state } = row.record;
  const decided = decidedAt(known, row);
  return (
    <CardButton to={() => go(decided ?? row.page ?? "/")}>
      <Group justify="space-between" gap="xs" align="flex-start">
        <div className="waiting-what">
          <Text fw={600} truncate>
            {row.speech.title(row.record)}
          </Text>
          <Text size="sm" c="dimmed" truncate>
            {asked(row.actions).slice(0, NAMED).map((each) => commandName(known, each)).join(" · ")}
          </Text>
        </div>
        <Group gap="xs">
          {typeof state === "string" && (
            <Badge variant="light" tt="none">
              {row.speech.value("state", state)}
            </Badge>
          )}
          <Due timers={timersOf(row)} />
        </Group>
      </Group>
    </CardButton>
  );
}
