/** A list of the API: filtered, paged, each row a record. */
import { Button, Group, Modal, Select, Skeleton, Stack, Switch, Text, TextInput, Title } from "@mantine/core";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useLocation } from "wouter";
import { ask, sitePath } from "../api/client";
import { may, parameters, recordOf, type Operation } from "../api/definitions";
import { labelOf, present } from "../forms/schema";
import { inside, type Shown } from "../records/reading";
import { useKnown } from "../shell/known";
import { notifyDone, RefusalNote } from "../shell/notes";
import { say } from "../shell/words";

import { Items, kindIn } from "./Items";

const ActionForm = lazy(() => import("../forms/ActionForm"));
/** Where a record of a list is begun; those of somebody's own list too: `/my-stays`, `/my/tickets`. */
const begunAt = (list: string) => list.replace(/\/my[-/]/, "/");
const PAGING = new Set(["cursor", "limit"]);

interface Page {
  items: Shown[];
  next: string | null;
}

export default function ListPage({ op }: { op: Operation }) {
  const { definitions, me, words } = useKnown();
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
    queryFn: async ({ pageParam }) => {
      const asked = new URLSearchParams({ ...query, ...(pageParam && { cursor: pageParam }) });
      return (await ask<Page>("GET", `${sitePath(op.path)}?${asked}`)).body;
    },
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
      <Items items={items} />
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
                const page = pageFor(answer.body as Shown);
                if (page) go(page);
              }}
              stale={() => add(null)}
              cancel={() => add(null)}
            />
          </Suspense>
        )}
      </Modal>
    </Stack>
  );

  function pageFor(view: Shown): string | null {
    const kind = kindIn(view);
    const id = kind && (inside(view, kind).id as string);
    return kind && id && recordOf(definitions, kind) ? `/record/${kind}/${encodeURIComponent(id)}` : null;
  }
}

interface FiltersOf {
  filters: [string, NonNullable<Operation["query"]>[string]][];
  query: Record<string, string>;
  change: (query: Record<string, string>) => void;
}

function Filters({ filters, query, change }: FiltersOf) {
  const { definitions, words } = useKnown();
  const set = (key: string, value: string | null) => {
    const { [key]: _, ...rest } = query;
    change(value ? { ...rest, [key]: value } : rest);
  };
  return (
    <Group gap="xs" align="flex-end">
      {filters.map(([key, each]) => {
        const schema = present(each);
        const of = schema.$ref && definitions.schemas[schema.$ref.split("/").at(-1)!];
        const label = labelOf(words, key);
        if (of && of.enum) {
          const said = words[of["x-words"] ?? ""] ?? {};
          return (
            <Select
              key={key}
              label={label}
              size="xs"
              clearable
              value={query[key] ?? null}
              onChange={(value) => set(key, value)}
              data={(of.enum as string[]).map((code) => ({ value: code, label: said[code] ?? code }))}
            />
          );
        }
        if (schema.type === "boolean") {
          return (
            <Switch
              key={key}
              label={label}
              size="xs"
              checked={query[key] === "true"}
              onChange={(event) => set(key, event.currentTarget.checked ? "true" : null)}
            />
          );
        }
        return (
          <TextInput
            key={key}
            label={label}
            size="xs"
            type={schema.format === "date" ? "date" : "search"}
            required={each.required}
            defaultValue={query[key] ?? ""}
            onBlur={(event) => set(key, event.currentTarget.value)}
            onKeyDown={(event) => event.key === "Enter" && set(key, event.currentTarget.value)}
          />
        );
      })}
    </Group>
  );
}
