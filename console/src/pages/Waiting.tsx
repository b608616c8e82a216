/** What waits for a person, most urgent first, as the API finds it. */
import { Badge, Button, Group, Skeleton, Stack, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { CircleCheckBig } from "lucide-react";
import { useState } from "react";
import { useLocation } from "wouter";
import { ask, sitePath } from "../api/client";
import type { Known } from "../api/definitions";
import { rowsOf, timersOf, type Row } from "../lists/rows";
import { Due } from "../records/Due";
import { asked, commandName, operationAt } from "../records/operations";
import type { Shown } from "../records/reading";
import { CardButton } from "../shell/CardButton";
import { Empty } from "../shell/Empty";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";
import { addressOf, placeOf } from "../shell/places";
import { say } from "../shell/words";

/** Something that waits: the list that it is of, and what that shows of it. */
interface WaitingItem {
  list: string;
  [kind: string]: unknown;
}

const FIRST = 12;
const MOST = 100;
const MINUTE = 60_000;
/** How many things that may be done a row names. */
const NAMED = 3;

export function Waiting() {
  const known = useKnown();
  const [limit, show] = useState(FIRST);
  const waiting = useQuery({
    queryKey: ["waiting", limit],
    refetchInterval: MINUTE,
    placeholderData: keepPreviousData,
    queryFn: async () =>
      (await ask<{ items: WaitingItem[]; more: boolean }>("GET", `${sitePath("/sites/{site}/waiting")}?limit=${limit}`)).body,
  });
  if (waiting.isPending) return <Skeleton h={160} />;
  if (waiting.isLoadingError) return <RefusalNote trouble={waiting.error} />;
  const { items, more } = waiting.data;
  const rows = items.flatMap((each) => rowOf(known, each));
  return (
    <Stack gap="xs">
      {rows.length === 0 && <Empty Icon={CircleCheckBig} said={say("nothingWaits")} />}
      {rows.map((row) => (
        <WaitingRow key={row.page} row={row} />
      ))}
      {more && limit < MOST && (
        <Button variant="subtle" onClick={() => show(MOST)} loading={waiting.isPlaceholderData}>
          {say("more")}
        </Button>
      )}
    </Stack>
  );
}

function rowOf(known: Known, { list, ...views }: WaitingItem): Row[] {
  const op = known.definitions.operations.find((each) => each.name === list);
  return op ? rowsOf(known, op, Object.values(views) as Shown[]) : [];
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
