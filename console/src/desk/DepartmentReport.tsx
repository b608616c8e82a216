/** What a department says of its day, what it carries over, and handing it in by who may. */
import { Button, Group, SimpleGrid, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { ask, sitePath } from "../api/client";
import { may, nameOf, operationOf } from "../api/definitions";
import { FormDialog } from "../forms/FormDialog";
import { useKnown } from "../shell/known";
import { notifyDone, RefusalNote } from "../shell/notes";
import { shown } from "../shell/time";
import { say } from "../shell/words";
import { TicketCard } from "./TicketCard";
import type { TicketView } from "./ticket";

interface Entry {
  at: string;
  signature: { name: string };
  words: string;
  acting: string | null;
  reason: string | null;
}

interface Report {
  report: { entries: Entry[] };
  draft: { open: string[]; gone: { ticket: string; number: string; how: string }[] };
}

/** As many orders as are shown before one asks for more. */
const SHOWN = 9;

export function DepartmentReport({ day, department }: { day: string; department: string }) {
  const { definitions, words, me } = useKnown();
  const queries = useQueryClient();
  const [, go] = useLocation();
  const [handing, handIn] = useState(false);
  const path = sitePath("/sites/{site}/days/{day}/reports/{department}", { day, department });
  const found = useQuery({ queryKey: ["record", path], queryFn: () => ask<Report>("GET", path) });
  const op = operationOf(definitions, "day-report-hand-in")!;
  if (found.isPending) return <Skeleton h={120} />;
  if (found.isLoadingError) return <RefusalNote trouble={found.error} />;
  const { report, draft } = found.data.body;
  const renew = (): void => {
    handIn(false);
    void queries.invalidateQueries();
  };
  return (
    <Stack>
      {report.entries.map((each) => (
        <div key={each.at}>
          <Text className="said">{each.words}</Text>
          <Text size="xs" c="dimmed">
            {[each.signature.name, shown(each.at, me.time_zone), each.acting, each.reason].filter(Boolean).join(" · ")}
          </Text>
        </div>
      ))}
      {may(op, me) && (
        <Button w="fit-content" onClick={() => handIn(true)}>
          {nameOf(words, op)}
        </Button>
      )}
      {draft.open.length > 0 && <Orders title={say("carriedOver")} ids={draft.open} />}
      {draft.gone.length > 0 && (
        <div>
          <Title order={4} size="h6" mb={4}>
            {say("difference")}
          </Title>
          {draft.gone.map((each) => (
            <Group key={each.ticket} gap="xs">
              <Button variant="subtle" size="compact-sm" onClick={() => go(`/record/ticket/${each.ticket}`)}>
                {each.number}
              </Button>
              <Text size="sm">{words.ended?.[each.how]}</Text>
            </Group>
          ))}
        </div>
      )}
      <FormDialog
        title={nameOf(words, op)}
        close={() => handIn(false)}
        form={
          handing
            ? {
                op,
                path,
                name: `${op.name}/${day}/${department}`,
                match: found.data.etag ?? undefined,
                done: () => {
                  notifyDone(nameOf(words, op));
                  renew();
                },
                stale: renew,
              }
            : null
        }
      />
    </Stack>
  );
}

/** Orders by their ids, the first of them until more are asked for. */
function Orders({ title, ids }: { title: string; ids: string[] }) {
  const [most, setMost] = useState(SHOWN);
  const found = useQueries({
    queries: ids.slice(0, most).map((id) => {
      const path = sitePath("/sites/{site}/tickets/{ticket}", { ticket: id });
      return { queryKey: ["ticket", path], queryFn: async () => (await ask<TicketView>("GET", path)).body.ticket };
    }),
  });
  return (
    <div>
      <Title order={4} size="h6" mb={4}>
        {title} ({ids.length})
      </Title>
      <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }} spacing="xs">
        {found.map((each, place) => (each.data ? <TicketCard key={ids[place]} ticket={each.data} /> : <Skeleton key={ids[place]} h={80} />))}
      </SimpleGrid>
      {ids.length > most && (
        <Button variant="subtle" onClick={() => setMost(most + SHOWN)}>
          {say("more")}
        </Button>
      )}
    </div>
  );
}
