/** Who signs for whom, for which dates: what one gave and was given, answered in place (P-approve). */
import { Badge, Button, Card, Group, SimpleGrid, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask, sitePath } from "../api/client";
import { may, nameOf, operationOf, type Operation } from "../api/definitions";
import { FormDialog } from "../forms/FormDialog";
import { operationAt } from "../records/operations";
import { useKnown } from "../shell/known";
import { notifyDone, RefusalNote } from "../shell/notes";
import type { PageOf } from "../shell/places";
import { say, type Said } from "../shell/words";

interface View {
  version: number;
  delegation: {
    id: string;
    state: string;
    giver_name: string;
    taker_name: string;
    role: string;
    first: string;
    last: string;
    words: string | null;
  };
  in_force: boolean;
  allowed_actions: { command: string; href: string }[];
}

interface Mine {
  given: View[];
  taken: View[];
}

interface Chosen {
  op: Operation;
  path: string;
  match?: string;
  given?: Record<string, unknown>;
}

export default function DelegationsPage({ op }: PageOf) {
  const { definitions, words, me } = useKnown();
  const queries = useQueryClient();
  const [chosen, choose] = useState<Chosen | null>(null);
  const mine = useQuery({ queryKey: ["delegations"], queryFn: async () => (await ask<Mine>("GET", sitePath(op.path))).body });
  const give = operationOf(definitions, "delegation-give");
  function renew(): void {
    choose(null);
    void queries.invalidateQueries();
  }

  function start(view: View, href: string): void {
    const meant = operationAt(definitions, "POST", href);
    if (meant) choose({ op: meant.op, path: href, match: `"${view.version}"` });
  }

  return (
    <Stack maw={960}>
      <Group justify="space-between">
        <Title order={2} size="h3">
          {nameOf(words, op)}
        </Title>
        {give && may(give, me) && <Button onClick={() => choose({ op: give, path: sitePath(give.path), given: me.roles.length === 1 ? { role: me.roles[0] } : {} })}>{nameOf(words, give)}</Button>}
      </Group>
      {mine.isPending && <Skeleton h={160} />}
      {mine.isLoadingError && <RefusalNote trouble={mine.error} />}
      {mine.data && (
        <SimpleGrid cols={{ base: 1, md: 2 }}>
          <Delegations title="given" none={give && may(give, me) ? "givenNone" : "nothing"} views={mine.data.given} start={start} />
          <Delegations title="taken" none="takenNone" views={mine.data.taken} start={start} />
        </SimpleGrid>
      )}
      <FormDialog
        title={chosen ? nameOf(words, chosen.op) : ""}
        close={() => choose(null)}
        form={
          chosen && {
            ...chosen,
            name: chosen.path,
            done: () => {
              notifyDone(nameOf(words, chosen.op));
              renew();
            },
            stale: renew,
          }
        }
      />
    </Stack>
  );
}

interface DelegationsOf {
  title: "given" | "taken";
  none: Said;
  views: View[];
  start: (view: View, href: string) => void;
}

/** Commands that end it. */
const ENDS = new Set(["decline", "revoke"]);

function Delegations({ title, none, views, start }: DelegationsOf) {
  const { words } = useKnown();
  return (
    <Stack gap="xs" component="section" aria-label={say(title)}>
      <Title order={3} size="h5">
        {say(title)}
      </Title>
      {views.length === 0 && (
        <Text size="sm" c="dimmed">
          {say(none)}
        </Text>
      )}
      {views.map((view) => {
        const { delegation } = view;
        return (
          <Card key={delegation.id} withBorder p="sm">
            <Group justify="space-between" wrap="nowrap">
              <Text fw={600}>{title === "given" ? delegation.taker_name : delegation.giver_name}</Text>
              <Badge tt="none" color={view.in_force ? "teal" : "gray"} variant={view.in_force ? "filled" : "light"}>
                {view.in_force ? say("inForce") : words.delegation?.[delegation.state]}
              </Badge>
            </Group>
            <Text size="sm">
              {words.role?.[delegation.role]} · {delegation.first} – {delegation.last}
            </Text>
            {delegation.words && (
              <Text size="sm" c="dimmed" className="said">
                {delegation.words}
              </Text>
            )}
            {view.allowed_actions.length > 0 && (
              <Group gap="xs" mt="xs">
                {view.allowed_actions.map(({ command, href }) => (
                  <Button key={command} size="sm" variant={ENDS.has(command) ? "subtle" : "filled"} color={ENDS.has(command) ? "red" : undefined} onClick={() => start(view, href)}>
                    {words.operation?.[`delegation-${command}`]}
                  </Button>
                ))}
              </Group>
            )}
          </Card>
        );
      })}
    </Stack>
  );
}
