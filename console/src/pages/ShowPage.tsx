/** Something there is one of: the house, settings, who is on duty. */
import { Button, Card, Group, Modal, Skeleton, Stack, Title, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { ask, sitePath } from "../api/client";
import { may, parameters, type Operation } from "../api/definitions";
import { given } from "../forms/given";
import { labelOf } from "../forms/schema";
import { Facts } from "../records/Value";
import type { Shown } from "../records/reading";
import { useKnown } from "../shell/known";
import { notifyDone, RefusalNote } from "../shell/notes";
import { say } from "../shell/words";

const ActionForm = lazy(() => import("../forms/ActionForm"));

export default function ShowPage({ op }: { op: Operation }) {
  const known = useKnown();
  const { definitions, words, me } = known;
  const queries = useQueryClient();
  const [query, setQuery] = useState<Record<string, string>>({});
  const [chosen, choose] = useState<Operation | null>(null);
  const filters = Object.entries(op.query ?? {});
  const ready = filters.every(([key, each]) => !each.required || query[key]);
  const path = `${sitePath(op.path)}?${new URLSearchParams(query)}`;
  const shown = useQuery({ queryKey: ["show", path], enabled: ready, queryFn: () => ask<Shown>("GET", path) });
  const changes = definitions.operations.filter(
    (each) => each.method === "POST" && each.path.startsWith(`${op.path}/`) && !parameters(each).length && may(each, me),
  );
  const named = (each: Operation) => words.operation?.[each.name] ?? each.about;
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={2} size="h3">
          {named(op)}
        </Title>
        <Group gap="xs">
          {changes.map((each) => (
            <Button key={each.name} variant="light" onClick={() => choose(each)}>
              {named(each)}
            </Button>
          ))}
        </Group>
      </Group>
      <Group gap="xs">
        {filters.map(([key, each]) => (
          <TextInput
            key={key}
            size="xs"
            label={labelOf(words, key)}
            required={each.required}
            type={each.format === "date" ? "date" : "search"}
            onBlur={(event) => setQuery({ ...query, [key]: event.currentTarget.value })}
          />
        ))}
      </Group>
      {ready && shown.isPending && <Skeleton h={200} />}
      {shown.isError && <RefusalNote trouble={shown.error} />}
      {shown.isSuccess && (
        <Card withBorder>
          <Facts value={shown.data.body} schema={op.answer} />
        </Card>
      )}
      <Modal opened={chosen !== null} onClose={() => choose(null)} size="xl" title={chosen && named(chosen)} closeButtonProps={{ "aria-label": say("cancel") }}>
        {chosen && (
          <Suspense fallback={<Skeleton h={160} />}>
            <ActionForm
              op={chosen}
              path={sitePath(chosen.path)}
              name={chosen.name}
              match={chosen.matches ? (shown.data?.etag ?? undefined) : undefined}
              given={given(chosen, shown.data?.body ?? {}, known)}
              done={() => {
                choose(null);
                notifyDone(named(chosen));
                void queries.invalidateQueries();
              }}
              stale={() => {
                choose(null);
                void queries.invalidateQueries();
              }}
              cancel={() => choose(null)}
            />
          </Suspense>
        )}
      </Modal>
    </Stack>
  );
}
