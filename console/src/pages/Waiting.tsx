/** What waits for a person, most urgent first, as the API finds it. */
import { Badge, Button, Card, Group, Skeleton, Stack, Text, UnstyledButton } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { CircleCheckBig } from "lucide-react";
import { useState } from "react";
import { useLocation } from "wouter";
import { decidedAt } from "../approving/waiting";
import { rowsOf, timersOf, type Row } from "../lists/rows";
import { MOST, waiting } from "../lists/waiting";
import { Due } from "../records/Due";
import { asked, commandName } from "../records/operations";
import { Empty } from "../shell/Empty";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";
import { say } from "../shell/words";

const FIRST = 25;
const MINUTE = 60_000;
/** How many things that may be done a row names. */
const NAMED = 3;

export function Waiting() {
  const known = useKnown();
  const [limit, show] = useState(FIRST);
  const found = useQuery({
    queryKey: ["waiting", limit],
    refetchInterval: MINUTE,
    placeholderData: keepPreviousData,
    queryFn: () => waiting(known, limit),
  });
  if (found.isPending) return <Skeleton h={160} />;
  if (found.isLoadingError) return <RefusalNote trouble={found.error} />;
  const { items, more } = found.data;
  const rows = items.flatMap(({ list, view }) => rowsOf(known, list, [view]).map((row) => ({ row, to: decidedAt(known, view) ?? row.page })));
  return (
    <Stack gap="xs">
      {rows.length === 0 && <Empty Icon={CircleCheckBig} said={say("nothingWaits")} />}
      {rows.map(({ row, to }) => (
        <WaitingRow key={row.page} row={row} to={to} />
      ))}
      {more && limit < MOST && (
        <Button variant="subtle" onClick={() => show(MOST)} loading={found.isPlaceholderData}>
          {say("more")}
        </Button>
      )}
    </Stack>
  );
}

function WaitingRow({ row, to }: { row: Row; to: string | null }) {
  const known = useKnown();
  const [, go] = useLocation();
  const { id, state } = row.record;
  return (
    <Card withBorder p="sm" className="waiting">
      <Group justify="space-between" gap="xs" align="flex-start">
        <UnstyledButton className="waiting-what" onClick={() => go(to ?? "/")}>
          <Text fw={600} truncate>
            {row.speech.title(row.record)}
          </Text>
          <Text size="sm" c="dimmed" truncate>
            {asked(row.actions).slice(0, NAMED).map((each) => commandName(known, each)).join(" · ")}
          </Text>
        </UnstyledButton>
        <Group gap="xs">
          {typeof state === "string" && (
            <Badge variant="light" tt="none">
              {row.speech.value("state", state)}
            </Badge>
          )}
          <div className="waiting-due">
            <Due timers={timersOf(row)} of={{ kind: row.kind, id: String(id) }} />
          </div>
        </Group>
      </Group>
    </Card>
  );
}
