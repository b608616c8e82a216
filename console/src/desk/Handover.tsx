/** Handing the desk over: what is open, what the next shift must know of it, signed by one and the other (T-4.6). */
import { Badge, Button, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowRightLeft } from "lucide-react";
import { useState } from "react";
import { useLocation } from "wouter";
import { ask, sitePath } from "../api/client";
import { may, nameOf, operationOf } from "../api/definitions";
import { FormDialog } from "../forms/FormDialog";
import { labelOf } from "../forms/schema";
import { CardButton } from "../shell/CardButton";
import { Empty } from "../shell/Empty";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";
import type { PageOf } from "../shell/places";
import { shown } from "../shell/time";
import { say } from "../shell/words";
import { HandoverCard, isUnderWay, type Handover } from "./HandoverCard";

export default function HandoverPage({ op }: PageOf) {
  const { definitions, words, me } = useKnown();
  const queries = useQueryClient();
  const [, go] = useLocation();
  const [opening, open] = useState(false);
  const list = useQuery({
    queryKey: ["handovers"],
    queryFn: async () => (await ask<{ items: Handover[] }>("GET", sitePath(op.path))).body.items,
  });
  const begins = operationOf(definitions, "handover-open")!;
  if (list.isPending) return <Skeleton h={240} />;
  if (list.isLoadingError) return <RefusalNote trouble={list.error} />;
  const current = list.data.find(isUnderWay);
  const past = list.data.filter((each) => each !== current);
  return (
    <Stack maw={1000}>
      <Group justify="space-between">
        <Title order={2} size="h3">
          {nameOf(words, op)}
        </Title>
        {!current && may(begins, me) && <Button onClick={() => open(true)}>{nameOf(words, begins)}</Button>}
      </Group>
      {current ? <HandoverCard id={current.id} /> : <Empty Icon={ArrowRightLeft} said={say("noHandover")} />}
      {past.length > 0 && (
        <>
          <Title order={3} size="h5" mt="md">
            {say("pastHandovers")}
          </Title>
          {past.map((each) => (
            <CardButton key={each.id} to={() => go(`/record/handover/${each.id}`)}>
              <Group justify="space-between">
                <Text size="sm" fw={600}>
                  {shown(each.signed_off_at ?? each.opened_at, me.time_zone)}
                </Text>
                <Text size="sm">
                  {labelOf(words, "items", "HandoverView")} {each.items}
                </Text>
                <Badge variant="light" color={each.unacknowledged > 0 ? "red" : "gray"} tt="none">
                  {words.handover?.[each.state]}
                </Badge>
              </Group>
            </CardButton>
          ))}
        </>
      )}
      <FormDialog
        title={nameOf(words, begins)}
        close={() => open(false)}
        form={
          opening
            ? {
                op: begins,
                path: sitePath(begins.path),
                name: begins.name,
                done: () => {
                  open(false);
                  void queries.invalidateQueries();
                },
                stale: () => open(false),
              }
            : null
        }
      />
    </Stack>
  );
}
