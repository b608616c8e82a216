/** Something there is one of: the house, settings, who is on duty. */
import { Button, Group, Skeleton, Stack, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask, sitePath } from "../api/client";
import { may, nameOf, parameters, type Operation } from "../api/definitions";
import { FormDialog } from "../forms/FormDialog";
import { given } from "../forms/given";
import { page } from "../lists/asking";
import { Filter } from "../lists/Filter";
import { Items } from "../lists/Items";
import { rowsOf } from "../lists/rows";
import { Parts } from "../records/Parts";
import type { Shown } from "../records/reading";
import { useKnown } from "../shell/known";
import { MenuButton } from "../shell/MenuButton";
import { notifyDone, RefusalNote } from "../shell/notes";
import { inMine } from "../shell/words";
import { Versions } from "./Versions";

/** Where the versions of settings are. */
const VERSIONS = "/versions";

interface Department extends Shown {
  key: string;
  name: Parameters<typeof inMine>[0];
}

/** What is changed: all that is shown, or one department of it. */
interface Chosen {
  op: Operation;
  department?: Department;
}

export default function ShowPage({ op }: { op: Operation }) {
  const known = useKnown();
  const { definitions, words, me } = known;
  const queries = useQueryClient();
  const [query, setQuery] = useState<Record<string, string>>({});
  const [chosen, choose] = useState<Chosen | null>(null);
  const filters = Object.entries(op.query ?? {});
  const ready = filters.every(([key, each]) => !each.required || query[key]);
  const path = `${sitePath(op.path)}?${new URLSearchParams(query)}`;
  const shown = useQuery({ queryKey: ["show", path], enabled: ready, queryFn: () => ask<Shown>("GET", path) });
  const changes = definitions.operations.filter(
    (each) => each.method === "POST" && `${each.path}/`.startsWith(`${op.path}/`) && !parameters(each).length && may(each, me),
  );
  const earlier = definitions.operations.find(
    (each) => each.does === "list" && [op.path + VERSIONS, `${op.path}/history`].includes(each.path) && may(each, me),
  );
  const changesOfOne = definitions.operations.find((each) => each.path === `${op.path}/departments/{department}/change` && may(each, me));
  const departments = (shown.data?.body.departments ?? []) as Department[];
  const named = (each: Operation) => nameOf(words, each);
  function renew(): void {
    choose(null);
    void queries.invalidateQueries();
  }
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={2} size="h3">
          {named(op)}
        </Title>
        <Group gap="xs">
          {changes.map((each) => (
            <Button key={each.name} variant="light" onClick={() => choose({ op: each })}>
              {named(each)}
            </Button>
          ))}
          {changesOfOne && (
            <MenuButton
              button={<Button variant="light">{named(changesOfOne)}</Button>}
              items={departments.map((each) => ({ label: inMine(each.name), chosen: () => choose({ op: changesOfOne, department: each }) }))}
            />
          )}
        </Group>
      </Group>
      <Group gap="xs">
        {filters.map(([key, each]) => (
          <Filter
            key={key}
            name={key}
            schema={each}
            value={query[key] ?? null}
            set={(value) => setQuery({ ...query, [key]: value ?? "" })}
          />
        ))}
      </Group>
      {ready && shown.isPending && <Skeleton h={200} />}
      {shown.isLoadingError && <RefusalNote trouble={shown.error} />}
      {shown.isSuccess && <Parts value={shown.data.body} schema={op.answer ?? ""} />}
      {earlier && (
        <>
          <Title order={3} size="h5">
            {named(earlier)}
          </Title>
          {earlier.path.endsWith(VERSIONS) ? <Versions op={earlier} /> : <Earlier op={earlier} />}
        </>
      )}
      <FormDialog
        title={chosen ? named(chosen.op) : ""}
        size="xl"
        close={() => choose(null)}
        form={
          chosen && {
            op: chosen.op,
            path: sitePath(chosen.op.path, { department: chosen.department?.key ?? "" }),
            name: [chosen.op.name, chosen.department?.key].filter(Boolean).join("/"),
            match: chosen.op.matches ? (shown.data?.etag ?? undefined) : undefined,
            given: given(chosen.op, chosen.department ?? shown.data?.body ?? {}, known),
            done: () => {
              notifyDone(named(chosen.op));
              renew();
            },
            stale: renew,
          }
        }
      />
    </Stack>
  );
}

/** How it was before: who changed what, when. */
function Earlier({ op }: { op: Operation }) {
  const known = useKnown();
  const found = useQuery({ queryKey: ["earlier", op.name], queryFn: () => page(sitePath(op.path), {}) });
  return (
    <Stack gap="xs">
      {found.isPending && <Skeleton h={120} />}
      {found.isLoadingError && <RefusalNote trouble={found.error} />}
      <Items rows={rowsOf(known, op, found.data?.items ?? [])} />
    </Stack>
  );
}
