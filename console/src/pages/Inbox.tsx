/** Where everybody lands: what they are told, newest first, and what waits for them. */
import { Button, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { ask, sitePath } from "../api/client";
import { pageOf } from "../records/operations";
import { CardButton } from "../shell/CardButton";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";
import { shown, until } from "../shell/time";
import { language, say } from "../shell/words";
import { useNow } from "../records/Due";
import { Waiting } from "./Waiting";

interface Message {
  id: string;
  at: string;
  record: string;
  code: string;
  clause: string;
  text: string;
}

const MINUTE = 60_000;

export default function Inbox() {
  const { definitions, me } = useKnown();
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
  const messages = pages.data?.pages.flatMap((each) => each.items) ?? [];
  return (
    <Stack maw={860}>
      <Waiting />
      <Title order={2} size="h4">
        {say("inbox")}
      </Title>
      {pages.isPending && <Skeleton h={160} />}
      {pages.isError && <RefusalNote trouble={pages.error} />}
      {pages.isSuccess && messages.length === 0 && <Text c="dimmed">{say("nothing")}</Text>}
      {messages.map((each) => {
        const page = pageOf(definitions, each.record);
        return (
          <CardButton key={each.id} to={() => page && go(page)}>
            <Text>{each.text}</Text>
            <Group gap="xs">
              <Text size="xs" c="dimmed" title={shown(each.at, me.time_zone)}>
                {until(each.at, now, language())} · {each.clause}
              </Text>
            </Group>
          </CardButton>
        );
      })}
      {pages.hasNextPage && (
        <Button variant="subtle" onClick={() => void pages.fetchNextPage()}>
          {say("more")}
        </Button>
      )}
    </Stack>
  );
}
