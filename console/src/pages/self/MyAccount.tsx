/** What an employee owes for their guests, and every line that it comes from (L-11). */
import { Badge, Card, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ask, sitePath } from "../../api/client";
import { money } from "../../records/reading";
import { useKnown } from "../../shell/known";
import { RefusalNote } from "../../shell/notes";
import type { PageOf } from "../../shell/places";
import { shown } from "../../shell/time";
import { say } from "../../shell/words";

interface Line {
  at: string;
  what: string;
  clause: string;
  fen: number;
  balance: number;
  name: string | null;
  number: string | null;
  day: string | null;
  words: string | null;
}

interface Statement {
  owing: { fen: number };
  entries: Line[];
}

export default function MyAccount({ op }: PageOf) {
  const { me } = useKnown();
  const path = sitePath(op.path, { employee: me.id });
  const found = useQuery({ queryKey: ["statement", path], queryFn: async () => (await ask<Statement>("GET", path)).body });
  return (
    <Stack maw={720}>
      <Title order={2} size="h3">
        {say("myAccount")}
      </Title>
      {found.isPending && <Skeleton h={160} />}
      {found.isError && <RefusalNote trouble={found.error} />}
      {found.isSuccess && (
        <>
          <Balance fen={found.data.owing.fen} />
          {found.data.entries.length === 0 && <Text c="dimmed">{say("noEntries")}</Text>}
          {[...found.data.entries].reverse().map((each, place) => (
            <Entry key={found.data.entries.length - place} line={each} />
          ))}
        </>
      )}
    </Stack>
  );
}

function Balance({ fen }: { fen: number }) {
  const word = fen > 0 ? "owes" : fen < 0 ? "credit" : "owesNothing";
  return (
    <Card withBorder p="lg" role="status">
      <Text c="dimmed">{say(word)}</Text>
      <Text fz={32} fw={700}>
        {money(Math.abs(fen))}
      </Text>
    </Card>
  );
}

function Entry({ line }: { line: Line }) {
  const { me, words } = useKnown();
  return (
    <Card withBorder p="sm">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Group gap="xs">
            <Text fw={600}>{words.memo?.[line.what] ?? line.what}</Text>
            <Badge variant="default" tt="none">
              {line.clause}
            </Badge>
          </Group>
          <Text size="sm" c="dimmed">
            {[line.day ?? shown(line.at, me.time_zone), line.name, line.number, line.words].filter(Boolean).join(" · ")}
          </Text>
        </div>
        <div>
          <Text fw={600} ta="right" style={{ whiteSpace: "nowrap" }}>
            {money(line.fen)}
          </Text>
          <Text size="xs" c="dimmed" ta="right" style={{ whiteSpace: "nowrap" }}>
            {say("balanceAfter")} {money(line.balance)}
          </Text>
        </div>
      </Group>
    </Card>
  );
}
