/** A list of the API: filtered, paged, each row a record. */
import { Button, Group, Modal, Select, Skeleton, Stack, Switch, Text, TextInput, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useLocation } from "wouter";
import { sitePath } from "../api/client";
import { may, parameters, type Operation } from "../api/definitions";
import { labelOf, present } from "../forms/schema";
import type { Shown } from "../records/reading";
import { useKnown } from "../shell/known";
import { notifyDone, RefusalNote } from "../shell/notes";
import { say } from "../shell/words";

import { page } from "./asking";
import { Items, pageOf, rowsOf } from "./Items";

const ActionForm = lazy(() => import("../forms/ActionForm"));
/** Where a record of a list is begun; those of somebody's own list too: `/my-stays`, `/my/tickets`. */
const begunAt = (list: string) => list.replace(/\/my[-/]/, "/");
const PAGING = new Set(["cursor", "limit"]);

export default function ListPage({ op }: { op: Operation }) {
  const known = useKnown();
  const { definitions, me, words } = known;
  const [query, setQuery] = useState<Record<string, string>>({});
  const [adding, add] = useState<Operation | null>(null);
  const queries = useQueryClient();
  const [, go] = useLocation();
  const filters = Object.entries(op.query ?? {}).filter(([key]) => !PAGING.has(key));
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
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={2} size="h3">
          {words.operation?.[op.name] ?? op.about}
        </Title>
        {makes.map((each) => (
          <Button key={each.name} onClick={() => add(each)}>
            {words.operation?.[each.name] ?? each.about}
          </Button>
        ))}
      </Group>
      <Filters filters={filters} query={query} change={setQuery} />
      {ready && pages.isPending && <Skeleton h={200} />}
      {pages.isError && <RefusalNote trouble={pages.error} />}
      {pages.isSuccess && items.length === 0 && <Text c="dimmed">{say("nothing")}</Text>}
      <Items rows={rowsOf(known, op, items)} />
      {pages.hasNextPage && (
        <Button variant="subtle" onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
          {say("more")}
        </Button>
      )}
      <Modal opened={adding !== null} onClose={() => add(null)} size="lg" title={adding && (words.operation?.[adding.name] ?? adding.about)} closeButtonProps={{ "aria-label": say("cancel") }}>
        {adding && (
          <Suspense fallback={<Skeleton h={160} />}>
            <ActionForm
              op={adding}
              path={sitePath(adding.path)}
              name={adding.name}
              done={(answer) => {
                add(null);
                notifyDone(words.operation?.[adding.name] ?? "");
                void queries.invalidateQueries();
                const made = pageOf(known, op, answer.body as Shown);
                if (made) go(made);
              }}
              stale={() => add(null)}
              cancel={() => add(null)}
            />
          </Suspense>
        )}
      </Modal>
    </Stack>
  );
}

interface FiltersOf {
  filters: [string, NonNullable<Operation["query"]>[string]][];
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

interface FilterOf {
  name: string;
  schema: NonNullable<Operation["query"]>[string];
  value: string | null;
  set: (value: string | null) => void;
}

function Filter({ name, schema: asked, value, set }: FilterOf) {
  const { definitions, words } = useKnown();
  const schema = present(asked);
  const label = labelOf(words, name);
  const choice = schema.$ref && definitions.schemas[schema.$ref.split("/").at(-1)!];
  if (choice) {
    const said = words[choice["x-words"] ?? ""] ?? {};
    const codes = (choice.enum ?? []) as string[];
    return (
      <Select
        label={label}
        size="xs"
        clearable
        value={value}
        onChange={set}
        data={codes.map((code) => ({ value: code, label: said[code] ?? code }))}
      />
    );
  }
  if (schema.type === "boolean") {
    return (
      <Switch label={label} size="xs" checked={value === "true"} onChange={(event) => set(event.currentTarget.checked ? "true" : null)} />
    );
  }
  return (
    <TextInput
      label={label}
      size="xs"
      type={schema.format === "date" ? "date" : "search"}
      required={asked.required}
      defaultValue={value ?? ""}
      onBlur={(event) => set(event.currentTarget.value)}
      onKeyDown={(event) => event.key === "Enter" && set(event.currentTarget.value)}
    />
  );
}
