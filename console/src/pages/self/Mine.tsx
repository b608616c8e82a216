/** An owner's own matters: what is asked of them first, then what is under way, then what is over (P-who). */
import "./self.css";
import { Button, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useLocation } from "wouter";
import { ask, sitePath } from "../../api/client";
import { nameOf } from "../../api/definitions";
import { FormDialog } from "../../forms/FormDialog";
import { operationAt, type Action, type Meant } from "../../records/operations";
import { money } from "../../records/reading";
import { useKnown } from "../../shell/known";
import { notifyDone, RefusalNote } from "../../shell/notes";
import type { PageOf } from "../../shell/places";
import { say, type Said } from "../../shell/words";
import { ASKS, asksOwner, isOver, OTHERWISE, type Matter } from "./matter";
import { MatterCard } from "./MatterCard";
import { Underway } from "./Underway";

const RENEWED = 60_000;

/** What an owner's own form need not ask. */
const SETTLED: Record<string, Record<string, unknown>> = {
  consent: { manner: "in_app", given_by: undefined },
  urge: { channel: "mobile" },
};

interface Chosen extends Meant {
  matter: Matter;
  action: Action;
}

export default function Mine({ op }: PageOf) {
  const { definitions, words } = useKnown();
  const queries = useQueryClient();
  const [, go] = useLocation();
  const [chosen, choose] = useState<Chosen | null>(null);
  const pages = useInfiniteQuery({
    queryKey: ["mine"],
    refetchInterval: RENEWED,
    initialPageParam: "",
    queryFn: async ({ pageParam }) => {
      const query = new URLSearchParams({ order: "newest", ...(pageParam && { cursor: pageParam }) });
      return (await ask<{ items: Matter[]; next: string | null }>("GET", `${sitePath(op.path)}?${query}`)).body;
    },
    getNextPageParam: (last) => last.next,
  });
  const matters = pages.data?.pages.flatMap((each) => each.items) ?? [];
  const asking = matters.filter(asksOwner);
  const over = matters.filter((each) => isOver(each) && !asking.includes(each));
  const rest = matters.filter((each) => !asking.includes(each) && !over.includes(each));

  function start(matter: Matter, action: Action): void {
    const meant = operationAt(definitions, "POST", action.href);
    if (meant) choose({ ...meant, matter, action });
  }

  function renew(): void {
    choose(null);
    void queries.invalidateQueries();
  }

  function titled({ action: { command }, matter: { ticket } }: Chosen): string {
    const called = say(ASKS[command]?.called ?? OTHERWISE[command]!);
    return command === "consent" ? `${called} · ${money(ticket.quotation!.total.fen)}` : called;
  }

  const section = (title: Said, of: Matter[]) =>
    of.length > 0 && (
      <Stack gap="sm" component="section" aria-label={say(title)}>
        <Title order={3} size="h5">
          {say(title)} ({of.length})
        </Title>
        {of.map((each) => (
          <MatterCard key={each.ticket.id} matter={each} start={(action) => start(each, action)} />
        ))}
      </Stack>
    );

  return (
    <Stack maw={720} gap="lg">
      <Group justify="space-between">
        <Title order={2} size="h3">
          {nameOf(words, op)}
        </Title>
        <Button size="md" leftSection={<Plus size={18} aria-hidden />} onClick={() => go("/report")}>
          {say("report")}
        </Button>
      </Group>
      <Underway />
      {pages.isPending && <Skeleton h={240} />}
      {pages.isError && <RefusalNote trouble={pages.error} />}
      {pages.isSuccess && matters.length === 0 && <Text c="dimmed">{say("nothingReported")}</Text>}
      {section("asksYou", asking)}
      {section("underWay", rest)}
      {section("over", over)}
      {pages.hasNextPage && (
        <Button variant="subtle" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {say("more")}
        </Button>
      )}
      <FormDialog
        title={chosen ? titled(chosen) : ""}
        close={() => choose(null)}
        form={
          chosen && {
            op: chosen.op,
            path: chosen.action.href,
            name: `${chosen.op.name}/${chosen.matter.ticket.id}`,
            match: `"${chosen.matter.ticket.version}"`,
            settled: SETTLED[chosen.action.command],
            done: () => {
              notifyDone(titled(chosen));
              renew();
            },
            stale: renew,
          }
        }
      />
    </Stack>
  );
}
