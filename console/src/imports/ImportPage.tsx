/** A sheet that is taken in: how far it is, what was found in its rows, and what may be done with it now (P-who). */
import { Alert, Button, Card, Group, Loader, Skeleton, Stack, Table, Text, Title } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ask, sitePath } from "../api/client";
import { labelOf } from "../forms/schema";
import { Frame } from "../records/Frame";
import { Parts } from "../records/Parts";
import type { Shown } from "../records/reading";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";
import type { PageOf } from "../shell/places";
import { say } from "../shell/words";
import { Wide } from "../shell/Wide";
import "./imports.css";

const FIGURES = ["rows", "stored", "known", "differing", "faulty"] as const;

interface Counts extends Record<(typeof FIGURES)[number], number> {
  done: number;
}

interface Import {
  state: string;
  trial: Counts | null;
  run: Counts | null;
  refused: { detail: string } | null;
  columns: { heading: string }[];
}

interface Finding {
  row: number;
  column: string;
  detail: string;
}

type Round = "trial" | "run";

/** What a job goes on with by itself, and how often that is looked at. */
const UNDER_WAY = new Set(["trying", "running"]);
const SOON = 3_000;
/** Shown above the facts. */
const ABOVE = ["state", "trial", "run", "refused", "upload", "name"];
/** Settled as it is taken in for good. */
const SETTLED = ["skip_faulty", "update"];

export default function ImportPage({ op, id }: PageOf) {
  const path = sitePath(op.path, { import: id });
  const record = useQuery({
    queryKey: ["record", path],
    queryFn: () => ask<Import>("GET", path),
    refetchInterval: ({ state }) => (UNDER_WAY.has(state.data?.body.state ?? "") ? SOON : false),
  });
  if (record.isPending) return <Skeleton h={240} />;
  if (record.isLoadingError) return <RefusalNote trouble={record.error} />;
  const { body: found, etag } = record.data;
  const view: Shown = { ...found, columns: found.columns.map((each) => each.heading) };
  const round: Round = found.run ? "run" : "trial";
  const counts = found[round];
  return (
    <Frame op={op} id={id} etag={etag} view={view}>
      {found.refused && (
        <Alert color="red" role="alert">
          {found.refused.detail}
        </Alert>
      )}
      {counts && <Figures round={round} counts={counts} busy={UNDER_WAY.has(found.state)} />}
      {counts && counts.faulty + counts.differing > 0 && <Findings path={`${path}/${round}`} so={`${found.state} ${counts.done}`} />}
      <Parts value={view} schema={op.answer ?? ""} without={new Set(found.run ? ABOVE : [...ABOVE, ...SETTLED])} />
    </Frame>
  );
}

function Figures({ round, counts, busy }: { round: Round; counts: Counts; busy: boolean }) {
  const { words } = useKnown();
  return (
    <Card withBorder>
      <Group justify="space-between">
        <Title order={3} size="h6">
          {labelOf(words, round)}
        </Title>
        {busy && (
          <Group gap="xs" role="status">
            <Loader size="xs" />
            <Text size="sm">
              {labelOf(words, "done", "Counts")} {counts.done}/{counts.rows}
            </Text>
          </Group>
        )}
      </Group>
      <dl className="import-figures">
        {FIGURES.map((each) => (
          <div key={each}>
            <Text component="dt" size="xs" c="dimmed">
              {each === "stored" && round === "trial" ? say("wouldBeStored") : labelOf(words, each, "Counts")}
            </Text>
            <Text component="dd" m={0} fw={600} c={each === "faulty" && counts.faulty > 0 ? "red" : undefined}>
              {counts[each].toLocaleString("en")}
            </Text>
          </div>
        ))}
      </dl>
    </Card>
  );
}

/** `so` is how far it was when they were read: what is found since is read anew. */
function Findings({ path, so }: { path: string; so: string }) {
  const { words } = useKnown();
  const pages = useInfiniteQuery({
    queryKey: ["findings", path, so],
    initialPageParam: "",
    queryFn: async ({ pageParam }) => {
      const query = pageParam && `?${new URLSearchParams({ cursor: pageParam })}`;
      return (await ask<{ items: Finding[]; next: string | null }>("GET", path + query)).body;
    },
    getNextPageParam: (last) => last.next,
    placeholderData: (before) => before,
  });
  if (pages.isPending) return <Skeleton h={120} />;
  if (pages.isLoadingError) return <RefusalNote trouble={pages.error} />;
  const heads = ["row", "column", "detail"] as const;
  return (
    <Card withBorder>
      <Stack gap="xs">
        <Title order={3} size="h6">
          {say("rowsToMind")}
        </Title>
        <Wide least={300} called={say("rowsToMind")}>
          <Table verticalSpacing={4} fz="sm">
            <Table.Thead>
              <Table.Tr>
                {heads.map((each) => (
                  <Table.Th key={each}>{labelOf(words, each)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {pages.data.pages
                .flatMap((each) => each.items)
                .map((each, place) => (
                  <Table.Tr key={place}>
                    {heads.map((head) => (
                      <Table.Td key={head} className="said">
                        {each[head]}
                      </Table.Td>
                    ))}
                  </Table.Tr>
                ))}
            </Table.Tbody>
          </Table>
        </Wide>
        {pages.hasNextPage && (
          <Button variant="subtle" size="xs" onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
            {say("more")}
          </Button>
        )}
      </Stack>
    </Card>
  );
}
