/** Whom to call or visit after the work, one after the other: the matter beside the form (T-4.4.1, T-4.4.2). */
import { Badge, Button, Card, Grid, Group, SegmentedControl, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { CircleCheckBig } from "lucide-react";
import { useState } from "react";
import { sitePath } from "../api/client";
import { may, nameOf, operationOf } from "../api/definitions";
import { page } from "../lists/asking";
import { numberOf } from "../records/reading";
import { CardButton } from "../shell/CardButton";
import { Empty } from "../shell/Empty";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";
import type { PageOf } from "../shell/places";
import { say } from "../shell/words";
import { Following } from "./Following";
import { placeOf, type TicketView } from "./ticket";

/** How one asks afterwards: the step, and the list of what waits for it. */
const WAYS = {
  "follow-up": { list: "follow-up-queue", query: {} },
  visit: { list: "ticket-list", query: { state: "visit_due", order: "oldest" } },
} as const;

export type Way = keyof typeof WAYS;

export default function FollowUps({ op }: PageOf) {
  const { definitions, words, me } = useKnown();
  const queries = useQueryClient();
  const wide = useMediaQuery("(min-width: 62em)", true);
  const stepOf = (way: Way) => operationOf(definitions, `ticket-${way}`)!;
  const ways = Object.keys(WAYS) as Way[];
  const [way, turn] = useState<Way>(() => ways.find((each) => may(stepOf(each), me)) ?? "follow-up");
  const [picked, pick] = useState<string | null>(null);
  const { list, query } = WAYS[way];
  const listed = operationOf(definitions, list)!;
  const pages = useInfiniteQuery({
    queryKey: ["following", way],
    initialPageParam: "",
    queryFn: ({ pageParam }) => page(sitePath(listed.path), { ...query, ...(pageParam && { cursor: pageParam }) }),
    getNextPageParam: (last) => last.next,
  });
  const items = (pages.data?.pages.flatMap((each) => each.items) ?? []) as unknown as TicketView[];
  const ids = items.map((each) => each.ticket.id);
  const chosen = picked && ids.includes(picked) ? picked : wide ? (ids[0] ?? null) : null;

  function next(): void {
    const ahead = ids[ids.indexOf(chosen!) + 1] ?? ids.find((each) => each !== chosen) ?? null;
    pick(ahead);
    void queries.invalidateQueries();
  }

  return (
    <Stack>
      <Group justify="space-between">
        <Title order={2} size="h3">
          {nameOf(words, op)}
        </Title>
        <SegmentedControl
          aria-label={nameOf(words, op)}
          value={way}
          onChange={(to) => {
            turn(to as Way);
            pick(null);
          }}
          data={ways.map((each) => ({ value: each, label: nameOf(words, stepOf(each)) }))}
        />
      </Group>
      {pages.isPending && <Skeleton h={200} />}
      {pages.isLoadingError && <RefusalNote trouble={pages.error} />}
      {pages.isSuccess && items.length === 0 && <Empty Icon={CircleCheckBig} said={say("noFollowUps")} />}
      {items.length > 0 && (
        <Grid>
          {(wide || chosen === null) && (
            <Grid.Col span={{ base: 12, md: 4 }}>
              <Stack gap="xs" component="nav" aria-label={nameOf(words, listed)}>
                {items.map(({ ticket }) => (
                  <CardButton key={ticket.id} to={() => pick(ticket.id)} current={ticket.id === chosen}>
                    <Group justify="space-between" wrap="nowrap" gap="xs">
                      <Text size="sm" fw={600} truncate>
                        {ticket.reporter.name}
                      </Text>
                      {ticket.follow_ups.length > 0 && (
                        <Badge variant="light" color="orange" tt="none">
                          {say("tries")} {ticket.follow_ups.length}
                        </Badge>
                      )}
                    </Group>
                    <Text size="sm" truncate>
                      {ticket.words}
                    </Text>
                    <Text size="xs" c="dimmed" truncate>
                      {[numberOf(ticket), placeOf(ticket)].filter(Boolean).join(" · ")}
                    </Text>
                  </CardButton>
                ))}
                {pages.hasNextPage && (
                  <Button variant="subtle" onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
                    {say("more")}
                  </Button>
                )}
              </Stack>
            </Grid.Col>
          )}
          {chosen !== null && (
            <Grid.Col span={{ base: 12, md: 8 }}>
              <Card withBorder>
                <Following key={chosen} id={chosen} way={way} done={next} leave={() => pick(null)} />
              </Card>
            </Grid.Col>
          )}
        </Grid>
      )}
    </Stack>
  );
}
