/** Who waits for a bed, in order of registration (L-2). */
import { Badge, Card, Group, Skeleton, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { ask, sitePath } from "../api/client";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";
import { shown } from "../shell/time";
import { say } from "../shell/words";

interface Waiting {
  stay: string;
  registered_at: string;
  first: string;
  last: string;
  guests: { sex: string }[];
}

/** Where the month begins in a day. */
const MONTH = 5;

export function Queue() {
  const { me, words } = useKnown();
  const [, go] = useLocation();
  const found = useQuery({
    queryKey: ["beds", "queue"],
    queryFn: async () => (await ask<{ waiting: Waiting[] }>("GET", sitePath("/sites/{site}/house/queue"))).body.waiting,
  });
  return (
    <Card withBorder p="sm">
      <Group gap="xs" mb="xs">
        <Title order={3} size="h6">
          {words.operation?.["house-queue"]}
        </Title>
        {found.data && <Badge variant="light">{found.data.length}</Badge>}
      </Group>
      {found.isPending && <Skeleton h={40} />}
      {found.isLoadingError && <RefusalNote trouble={found.error} />}
      {found.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {say("nobodyWaits")}
        </Text>
      )}
      <Stack gap="xs">
        {found.data?.map(({ stay, registered_at, first, last, guests }, place) => (
          <UnstyledButton key={stay} className="beds-due" onClick={() => go(`/record/stay/${stay}`)}>
            <Text fw={600}>
              {place + 1}. {first.slice(MONTH)} – {last.slice(MONTH)} · {guests.map(({ sex }) => words.sex?.[sex] ?? "").join("、")}
            </Text>
            <Text size="sm" c="dimmed">
              {words.field?.registered_at} {shown(registered_at, me.time_zone)}
            </Text>
          </UnstyledButton>
        ))}
      </Stack>
    </Card>
  );
}
