/** A list of the API: filtered, paged, each row a record. */
import { Button, Group, Skeleton, Stack, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, SearchX } from "lucide-react";
import { useState } from "react";
import { useLocation } from "wouter";
import { sitePath } from "../api/client";
import { may, nameOf, parameters, type Operation } from "../api/definitions";
import { FormDialog } from "../forms/FormDialog";
import type { Shown } from "../records/reading";
import { Empty } from "../shell/Empty";
import { useKnown } from "../shell/known";
import { notifyDone, RefusalNote } from "../shell/notes";
import { dayAtSite } from "../shell/time";
import { addressOf, isAboutOne, isFor, placeOf } from "../shell/places";
import { say } from "../shell/words";
import { page } from "./asking";
import { Filter } from "./Filter";
import { Items } from "./Items";
import { pageOf, rowsOf } from "./rows";

/** Where a record of a list is begun; those of somebody's own list too: `/my-stays`, `/my/tickets`. */
const begunAt = (list: string) => list.replace(/\/my[-/]/, "/");
const PAGING = new Set(["cursor", "limit"]);

type Filters = [string, NonNullable<Operation["query"]>[string]][];

/** A list of one day is of today, and one by state of the state that it begins with, until another is asked for. */
function begun(filters: Filters, zone: string): Record<string, string> {
  const days = filters.filter(([, each]) => each.required && each.format === "date");
  const states = filters.filter(([key, each]) => FIRST.has(key) && each.default);
  return Object.fromEntries([
    ...days.map(([key]) => [key, dayAtSite(new Date(), zone)]),
    ...states.map(([key, each]) => [key, String(each.default)]),
  ]);
}

export default function ListPage({ op }: { op: Operation }) {
  const known = useKnown();
  const { definitions, me, words } = known;
  const filters = Object.entries(op.query ?? {}).filter(([key]) => !PAGING.has(key));
  const [query, setQuery] = useState(() => begun(filters, me.time_zone));
  const [adding, add] = useState<Operation | null>(null);
  const queries = useQueryClient();
  const [, go] = useLocation();
  const ready = filters.every(([key, each]) => !each.required || query[key]);
  const pages = useInfiniteQuery({
    queryKey: ["list", op.name, query],
    enabled: ready,
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      page(sitePath(op.path), { ...query, ...(pageParam && { cursor: pageParam }) }),
    getNextPageParam: (last) => last.next,
  });
  const makes = definitions.operations.filter(
    (each) =>
      each.does === "command" && each.path === begunAt(op.path) && !parameters(each).length && may(each, me),
  );
  const items = pages.data?.pages.flatMap((each) => each.items) ?? [];
  function begin(op: Operation): void {
    const place = placeOf(op.name);
    if (place && isFor(place, me) && !isAboutOne(place)) go(addressOf(place));
    else add(op);
  }

  return (
    <Stack>
      <Group justify="space-between">
        <Title order={2} size="h3">
          {nameOf(words, op)}
        </Title>
        {makes.map((each) => (
          <Button key={each.name} leftSection={<Plus size={18} aria-hidden />} onClick={() => begin(each)}>
            {nameOf(words, each)}
          </Button>
        ))}
      </Group>
      <Filters filters={filters} query={query} change={setQuery} />
      {ready && pages.isPending && <Skeleton h={200} />}
      {pages.isLoadingError && <RefusalNote trouble={pages.error} />}
      {pages.isSuccess && items.length === 0 && (
        <Empty Icon={SearchX} said={say(Object.keys(query).length > 0 ? "nothingFits" : op.query?.state ? "nothingAsked" : "nothingYet")} />
      )}
      <Items rows={rowsOf(known, op, items)} />
      {pages.hasNextPage && (
        <Button variant="subtle" onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
          {say("more")}
        </Button>
      )}
      <FormDialog
        title={adding ? nameOf(words, adding) : ""}
        close={() => add(null)}
        form={
          adding && {
            op: adding,
            path: sitePath(adding.path),
            name: adding.name,
            done: (answer) => {
              add(null);
              notifyDone(nameOf(words, adding));
              void queries.invalidateQueries();
              const made = pageOf(known, op, answer.body as Shown);
              if (made) go(made);
            },
            stale: () => add(null),
          }
        }
      />
    </Stack>
  );
}

interface FiltersOf {
  filters: Filters;
  query: Record<string, string>;
  change: (query: Record<string, string>) => void;
}

/** Filters that a list is mostly asked by; the others are a click away. */
const FIRST = new Set(["q", "state", "step", "day"]);

function Filters({ filters, query, change }: FiltersOf) {
  const [all, toggle] = useDisclosure(false);
  const first = filters.filter(([key, each]) => FIRST.has(key) || each.required);
  const rest = filters.filter((each) => !first.includes(each));
  const set = (key: string, value: string | null) => {
    const { [key]: _, ...others } = query;
    change(value ? { ...others, [key]: value } : others);
  };
  const fields = (shown: typeof filters) =>
    shown.map(([key, each]) => (
      <Filter key={key} name={key} schema={each} value={query[key] ?? null} set={(value) => set(key, value)} />
    ));
  return (
    <Stack gap="xs">
      <Group gap="xs" align="flex-end">
        {fields(first)}
        {rest.length > 0 && (
          <Button variant="subtle" size="xs" onClick={toggle.toggle} aria-expanded={all}>
            {say("filter")}
          </Button>
        )}
      </Group>
      {all && (
        <Group gap="xs" align="flex-end">
          {fields(rest)}
        </Group>
      )}
    </Stack>
  );
}
