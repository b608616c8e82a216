/** Where everybody lands: what may be begun, what waits for them, what they were told. */
import { Button, Card, Grid, Group, Skeleton, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { BellOff, Plus } from "lucide-react";
import { useMemo } from "react";
import { useLocation } from "wouter";
import { ask, sitePath } from "../api/client";
import { nameOf } from "../api/definitions";
import { useNow } from "../records/Due";
import { pageOf } from "../records/operations";
import { Empty } from "../shell/Empty";
import { iconOf } from "../shell/icons";
import { useKnown } from "../shell/known";
import { entryName, menu } from "../shell/menu";
import { RefusalNote } from "../shell/notes";
import { shown, until } from "../shell/time";
import { language, say } from "../shell/words";
import { Waiting } from "./Waiting";

export default function Inbox() {
  return (
    <Stack maw={1200} mx="auto">
      <Title order={2} size="h3">
        {say("inbox")}
      </Title>
      <Begin />
      <Grid>
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Title order={3} size="h5" mb="xs">
            {say("actions")}
          </Title>
          <Waiting />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Title order={3} size="h5" mb="xs">
            {say("told")}
          </Title>
          <Messages />
        </Grid.Col>
      </Grid>
    </Stack>
  );
}

/** What may be begun or opened from here, a press each. */
function Begin() {
  const known = useKnown();
  const [, go] = useLocation();
  const { work, begun } = useMemo(() => menu(known), [known]);
  return (
    <Group gap="xs">
      {work.map((each) => {
        const Icon = iconOf(each.op);
        return (
          <Button key={each.op.name} variant="light" leftSection={<Icon size={18} aria-hidden />} onClick={() => go(each.to)}>
            {entryName(known.words, each)}
          </Button>
        );
      })}
      {begun.map(({ op, to }) => (
        <Button key={op.name} variant="default" leftSection={<Plus size={18} aria-hidden />} onClick={() => go(to)}>
          {nameOf(known.words, op)}
        </Button>
      ))}
    </Group>
  );
}

interface Message {
  id: string;
  at: string;
  record: string;
  code: string;
  clause: string;
  text: string;
}

const MINUTE = 60_000;

function Messages() {
  const known = useKnown();
  const { me } = known;
  const [, go] = useLocation();
  const now = useNow(MINUTE);
  const pages = useInfiniteQuery({
    queryKey: ["inbox"],
    refetchInterval: MINUTE,
    initialPageParam: "",
    queryFn: async ({ pageParam }) => {
      const query = pageParam ? `?cursor=${encodeURIComponent(pageParam)}` : "";
      return (await ask<{ items: Message[]; next: string | null }>("GET", `${sitePath("/sites/{site}/inbox")}${query}`)).body;
    },
    getNextPageParam: (last) => last.next,
  });
  if (pages.isPending) return <Skeleton h={160} />;
  if (pages.isLoadingError) return <RefusalNote trouble={pages.error} />;
  const messages = pages.data.pages.flatMap((each) => each.items);
  if (messages.length === 0) return <Empty Icon={BellOff} said={say("nothingTold")} />;
  return (
    <Card withBorder p={0}>
      {messages.map((each) => {
        const page = pageOf(known, each.record);
        return (
          <UnstyledButton key={each.id} className="message" onClick={() => page && go(page)}>
            <Text size="sm">{each.text}</Text>
            <Text size="xs" c="dimmed" title={shown(each.at, me.time_zone)}>
              {until(each.at, now, language())} · {each.clause}
            </Text>
          </UnstyledButton>
        );
      })}
      {pages.hasNextPage && (
        <Button variant="subtle" fullWidth onClick={() => void pages.fetchNextPage()}>
          {say("more")}
        </Button>
      )}
    </Card>
  );
}
