/** One handover: what is left open with its notes, how far it is, and what may be done with it now (T-4.6). */
import { Alert, Badge, Button, Card, Checkbox, Group, Progress, Skeleton, Stack, Switch, Text } from "@mantine/core";
import "@mantine/core/styles/Progress.css";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask, sitePath } from "../api/client";
import { FormDialog } from "../forms/FormDialog";
import { commandName, operationAt, type Action } from "../records/operations";
import type { Shown } from "../records/reading";
import { Facts } from "../records/Value";
import { useKnown } from "../shell/known";
import { notifyDone, RefusalNote } from "../shell/notes";
import { shown } from "../shell/time";
import { say } from "../shell/words";
import { HandoverItem, type Item } from "./HandoverItem";

export interface Handover {
  id: string;
  state: string;
  opened_at: string;
  signed_off_at: string | null;
  items: number;
  unacknowledged: number;
  allowed_actions: Action[];
}

/** As many as may be acknowledged, and are shown, at a time. */
const TOGETHER = 100;
const UNDER_WAY = new Set(["open", "signed_off"]);

export const isUnderWay = ({ state }: Handover): boolean => UNDER_WAY.has(state);

export function HandoverCard({ id }: { id: string }) {
  const known = useKnown();
  const { definitions, words, me } = known;
  const queries = useQueryClient();
  const [lackingOnly, narrow] = useState(false);
  const [ticked, tick] = useState<string[]>([]);
  const [chosen, choose] = useState<Action | null>(null);
  const path = sitePath("/sites/{site}/handovers/{handover}", { handover: id });
  const found = useQuery({ queryKey: ["record", path], queryFn: () => ask<Handover>("GET", path) });
  const pages = useInfiniteQuery({
    queryKey: ["handover-items", path],
    initialPageParam: "",
    queryFn: async ({ pageParam }) => {
      const query = new URLSearchParams({ limit: String(TOGETHER), ...(pageParam && { cursor: pageParam }) });
      return (await ask<{ items: Item[]; next: string | null }>("GET", `${path}/items?${query}`)).body;
    },
    getNextPageParam: (last) => last.next,
  });
  if (found.isPending || pages.isPending) return <Skeleton h={240} />;
  if (found.isLoadingError) return <RefusalNote trouble={found.error} />;
  if (pages.isLoadingError) return <RefusalNote trouble={pages.error} />;
  const { body: handover, etag } = found.data;
  const { allowed_actions: _, state: __, ...facts } = handover as unknown as Shown;
  const items = pages.data.pages.flatMap((each) => each.items);
  const open = handover.state === "open";
  const finished = items.filter((each) => (open ? each.note?.words : each.acknowledged));
  const lacking = items.filter((each) => !finished.includes(each));
  const takes = handover.allowed_actions.find((each) => each.command === "acknowledge");
  const meant = chosen && operationAt(definitions, "POST", chosen.href);
  const renew = (): void => {
    choose(null);
    tick([]);
    void queries.invalidateQueries();
  };
  return (
    <Card withBorder>
      <Stack>
        <Group justify="space-between" align="flex-start">
          <div>
            <Group gap="xs">
              <Badge tt="none">{words.handover?.[handover.state]}</Badge>
              <Text size="sm" c="dimmed">
                {shown(handover.signed_off_at ?? handover.opened_at, me.time_zone)}
              </Text>
            </Group>
            <Text fw={600} mt={6}>
              {say(open ? "noted" : "acknowledged")} {finished.length}/{items.length}
              {pages.hasNextPage && say("orMore")}
            </Text>
          </div>
          <Group gap="xs">
            {takes && lacking.length > 0 && (
              <Button variant="default" onClick={() => tick(lacking.slice(0, TOGETHER).map((each) => each.ticket))}>
                {say("chooseAll")}
              </Button>
            )}
            {handover.allowed_actions.map((each) => (
              <Button
                key={each.command}
                variant={each.command === "force" ? "subtle" : "filled"}
                color={each.command === "force" ? "red" : undefined}
                onClick={() => choose(each)}
              >
                {commandName(known, each)}
                {each === takes && ticked.length > 0 && ` (${ticked.length})`}
              </Button>
            ))}
          </Group>
        </Group>
        {items.length > 0 && (
          <Progress value={(finished.length / items.length) * 100} aria-label={say(open ? "noted" : "acknowledged")} />
        )}
        {!isUnderWay(handover) && <Facts value={facts} schema="HandoverView" />}
        {isUnderWay(handover) && lacking.length > 0 && (
          <Alert color="yellow" py="xs">
            <Group justify="space-between">
              <Text size="sm">{say(open ? "notesLack" : "acknowledgeFirst")}</Text>
              <Switch
                label={say("onlyLacking")}
                checked={lackingOnly}
                onChange={(event) => narrow(event.currentTarget.checked)}
              />
            </Group>
          </Alert>
        )}
        {(lackingOnly ? lacking : items).map((each) => (
          <Group key={each.ticket} wrap="nowrap" align="flex-start" gap="sm" className="handover-item">
            {takes && (
              <Checkbox
                aria-label={each.number}
                disabled={each.acknowledged}
                checked={each.acknowledged || ticked.includes(each.ticket)}
                onChange={(event) =>
                  tick(event.currentTarget.checked ? [...ticked, each.ticket] : ticked.filter((of) => of !== each.ticket))
                }
              />
            )}
            <HandoverItem item={each} path={`${path}/items/${each.ticket}`} open={open} />
          </Group>
        ))}
        {pages.hasNextPage && (
          <Button variant="subtle" onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
            {say("more")}
          </Button>
        )}
      </Stack>
      <FormDialog
        title={chosen ? commandName(known, chosen) : ""}
        close={() => choose(null)}
        form={
          chosen && meant
            ? {
                op: meant.op,
                path: chosen.href,
                name: `${meant.op.name}/${id}`,
                match: etag ?? undefined,
                settled: chosen === takes ? { tickets: ticked } : undefined,
                done: () => {
                  notifyDone(commandName(known, chosen));
                  renew();
                },
                stale: renew,
              }
            : null
        }
      />
    </Card>
  );
}
