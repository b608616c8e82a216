/** What was advanced for other units, as the finance that is owed sees it: unit by unit, until it is closed. */
import { Button, Card, Group, SimpleGrid, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { ask, sitePath } from "../api/client";
import { FormDialog } from "../forms/FormDialog";
import { labelOf } from "../forms/schema";
import { Frame } from "../records/Frame";
import { commandName, operationAt, type Action, type Meant } from "../records/operations";
import { money, Speech } from "../records/reading";
import { CardButton } from "../shell/CardButton";
import { useKnown } from "../shell/known";
import { notifyDone, RefusalNote } from "../shell/notes";
import type { PageOf } from "../shell/places";
import { shown } from "../shell/time";
import { say } from "../shell/words";
import { ShareLines } from "./ShareLines";
import type { SettlementView, Share } from "./settlement";
import { WordOf } from "./WordOf";

export default function SettlementPage({ op, id }: PageOf) {
  const { words } = useKnown();
  const [, go] = useLocation();
  const path = sitePath(op.path, { settlement: id });
  const found = useQuery({ queryKey: ["record", path], queryFn: () => ask<SettlementView>("GET", path) });
  if (found.isPending) return <Skeleton h={300} />;
  if (found.isLoadingError) return <RefusalNote trouble={found.error} />;
  const { body: view, etag } = found.data;
  const { settlement } = view;
  const owes = new Map(view.owes.map((each) => [each.unit, each]));
  const ofUnits = new Set(view.owes.flatMap((each) => each.allowed_actions.map(({ command }) => command)));
  return (
    <Frame op={op} id={id} etag={etag} view={view} apart={ofUnits}>
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        <CardButton to={() => go(`/record/reception/${settlement.reception}`)}>
          <Text size="xs" c="dimmed">
            {labelOf(words, "reception")}
          </Text>
          <Text fw={700}>{settlement.reception_number}</Text>
        </CardButton>
        <Sum name={say("owedAll")} fen={view.fen} />
        <Sum name={say("owesStill")} fen={view.owing} />
      </SimpleGrid>
      {settlement.shares.map((share) => (
        <UnitCard key={share.unit} share={share} owing={owes.get(share.unit)?.fen ?? 0} actions={owes.get(share.unit)?.allowed_actions ?? []} match={etag ?? undefined} />
      ))}
    </Frame>
  );
}

export function Sum({ name, fen }: { name: string; fen: number }) {
  return (
    <Card withBorder p="sm">
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <Text fw={700} size="lg">
        {money(fen)}
      </Text>
    </Card>
  );
}

interface UnitCardOf {
  share: Share;
  owing: number;
  actions: Action[];
  match: string | undefined;
}

function UnitCard({ share, owing, actions, match }: UnitCardOf) {
  const known = useKnown();
  const { words, me } = known;
  const queries = useQueryClient();
  const [chosen, choose] = useState<(Meant & Action) | null>(null);
  const speech = new Speech(known, "Transferred");
  function renew(): void {
    choose(null);
    void queries.invalidateQueries();
  }

  function start(action: Action): void {
    const meant = operationAt(known.definitions, "POST", action.href);
    if (meant) choose({ ...meant, ...action });
  }

  return (
    <Card withBorder component="section" aria-label={share.unit}>
      <Group justify="space-between" align="flex-start">
        <div>
          <Title order={3} size="h5">
            {share.unit}
          </Title>
          {share.site && (
            <Text size="xs" c="dimmed">
              {say("answersHere")}
            </Text>
          )}
        </div>
        <Text fw={700} c={owing ? "red" : "teal"}>
          {say("owesStill")} {money(owing)}
        </Text>
      </Group>
      <ShareLines lines={share.lines} />
      <Stack gap="xs" mt="xs">
        <Group gap="xs" align="flex-start">
          <Text size="sm" fw={600}>
            {say("theirFinance")}
          </Text>
          <WordOf word={share.word} />
        </Group>
        {share.earlier.map((each) => (
          <WordOf key={each.at} word={each} />
        ))}
        {share.transferred.map((each) => (
          <Text key={each.number} size="sm">
            {labelOf(words, "transferred")} {money(each.fen)} · {each.number} · {speech.value("method", each.method)} · {shown(each.at, me.time_zone)}
            {each.reference && ` · ${each.reference}`}
          </Text>
        ))}
        {share.waived.map((each) => (
          <Text key={each.at} size="sm">
            {labelOf(words, "waived")} {money(each.fen)} · {each.reason} · {shown(each.at, me.time_zone)}
          </Text>
        ))}
        {actions.length > 0 && (
          <Group gap="xs">
            {actions.map((each) => (
              <Button key={each.command} variant="light" onClick={() => start(each)}>
                {commandName(known, each)}
              </Button>
            ))}
          </Group>
        )}
      </Stack>
      <FormDialog
        title={chosen ? `${commandName(known, chosen)} · ${share.unit}` : ""}
        close={() => choose(null)}
        form={
          chosen && {
            op: chosen.op,
            path: chosen.href,
            name: `${chosen.href}/${share.unit}`,
            match,
            given: { unit: share.unit, ...(chosen.command !== "hear" && { fen: owing }) },
            done: () => {
              notifyDone(commandName(known, chosen));
              renew();
            },
            stale: renew,
          }
        }
      />
    </Card>
  );
}
