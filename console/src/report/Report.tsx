/** A report of some days: figures, charts that answer at a glance, the tables behind them. */
import { Button, Card, Group, Select, SimpleGrid, Skeleton, Stack, Text, TextInput, Title } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ChartColumn, Download } from "lucide-react";
import { useState } from "react";
import { ask, fetchDocument, sitePath } from "../api/client";
import { nameOf, referred, type Operation } from "../api/definitions";
import { labelOf, present } from "../forms/schema";
import { isObject, Speech, type Shown } from "../records/reading";
import { Empty } from "../shell/Empty";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";
import type { PageOf } from "../shell/places";
import { dayAtSite } from "../shell/time";
import { say } from "../shell/words";
import { Bars, Course, RateCard, type Rate } from "./Charts";
import { drawable, plain, series } from "./figures";
import { FigureTable } from "./FigureTable";

const MONTH = 29 * 86_400_000;
/** What a report is grouped by unless somebody asks otherwise, where it can be. */
const USUAL = "day";
const COURSES = 3;

export default function Report({ op }: PageOf) {
  const known = useKnown();
  const { words, me } = known;
  const choices = useChoices(op);
  const [first, setFirst] = useState(dayAtSite(new Date(Date.now() - MONTH), me.time_zone));
  const [last, setLast] = useState(dayAtSite(new Date(), me.time_zone));
  const [by, setBy] = useState<string | null>(choices.find((each) => each.value === USUAL)?.value ?? null);
  const query = new URLSearchParams({ first, last, ...(by && { by }) });
  const path = `${sitePath(op.path)}?${query}`;
  const found = useQuery({
    queryKey: ["report", path],
    placeholderData: keepPreviousData,
    queryFn: async () => (await ask<Shown>("GET", path)).body,
  });
  return (
    <Stack>
      <Group justify="space-between" align="flex-end">
        <Title order={2} size="h3">
          {nameOf(words, op)}
        </Title>
        <Group gap="xs" align="flex-end">
          <TextInput type="date" size="xs" label={labelOf(words, "first")} value={first} onChange={(event) => setFirst(event.currentTarget.value)} />
          <TextInput type="date" size="xs" label={labelOf(words, "last")} value={last} onChange={(event) => setLast(event.currentTarget.value)} />
          {choices.length > 0 && (
            <Select size="xs" w={130} clearable label={say("groupBy")} value={by} onChange={setBy} data={choices} />
          )}
          <Saves op={op} query={query} called={`${op.name}-${first}-${last}`} />
        </Group>
      </Group>
      {found.isPending && <Skeleton h={240} />}
      {found.isLoadingError && <RefusalNote trouble={found.error} />}
      {found.data && <Sections report={found.data} speech={new Speech(known, op.answer)} />}
    </Stack>
  );
}

/** What the report can be grouped by. */
function useChoices(op: Operation): { value: string; label: string }[] {
  const { definitions, words } = useKnown();
  const schema = op.query?.by && referred(definitions, present(op.query.by));
  const said = words[schema?.["x-words"] ?? "by"] ?? {};
  return ((schema?.enum ?? []) as string[]).map((value) => ({ value, label: said[value] ?? value }));
}

/** The same as a table and as a workbook. */
function Saves({ op, query, called }: { op: Operation; query: URLSearchParams; called: string }) {
  const { definitions } = useKnown();
  const saved = definitions.operations.filter((each) => [`${op.name}-table`, `${op.name}-workbook`].includes(each.name));

  async function save(of: Operation, type: string): Promise<void> {
    const url = URL.createObjectURL(await fetchDocument(`${sitePath(of.path)}?${query}`));
    const link = document.createElement("a");
    link.href = url;
    link.download = `${called}.${type}`;
    link.click();
    URL.revokeObjectURL(url);
  }

  return saved.map((each) => {
    const type = each.path.split(".").at(-1)!;
    return (
      <Button key={each.name} size="xs" variant="default" leftSection={<Download size={14} aria-hidden />} onClick={() => void save(each, type)}>
        {type.toUpperCase()}
      </Button>
    );
  });
}

/** Lists that only name what is counted elsewhere. */
const NAMES_ONLY = new Set(["categories", "types"]);

/** The longest table stands at the end. */
const groupsLast = ([key]: [string, unknown], [other]: [string, unknown]): number =>
  Number(key === "groups") - Number(other === "groups");

function Sections({ report, speech }: { report: Shown; speech: Speech }) {
  const { words } = useKnown();
  const total = isObject(report.total) ? report.total : {};
  const totals = speech.within("total");
  const rates = ((total.rates ?? []) as Rate[]).filter((each) => each.rate !== null);
  const charts = [
    ...drawable(words, total, totals).map(([key, figures]) => ({ title: totals.name(key), figures })),
    ...drawable(words, { ...report, total: null }, speech).map(([key, figures]) => ({ title: speech.name(key), figures })),
  ];
  const lists = Object.entries(report).filter(
    ([key, each]) => Array.isArray(each) && each.length > 0 && !NAMES_ONLY.has(key),
  ) as [string, Shown[]][];
  const groups = lists.find(([key]) => key === "groups")?.[1];
  const course = groups && groups.length > 1 ? series(groups, speech.within("groups"), COURSES) : null;
  const figures = plain(total, totals);
  return (
    <>
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="sm">
        {figures.map((each) => (
          <Card withBorder p="sm" key={each.name}>
            <Text size="xs" c="dimmed">
              {each.name}
            </Text>
            <Text className="figure">{each.text}</Text>
          </Card>
        ))}
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} spacing="sm">
        {rates.map((each) => (
          <RateCard key={each.measure} rate={each} />
        ))}
      </SimpleGrid>
      {course && course.names.length > 0 && <Course title={say("course")} {...course} />}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="sm">
        {charts.map((each) => (
          <Bars key={each.title} {...each} />
        ))}
      </SimpleGrid>
      {figures.length + charts.length + lists.length === 0 && <Empty Icon={ChartColumn} said={say("nothing")} />}
      {[...lists].sort(groupsLast).map(([key, each]) => (
        <FigureTable key={key} title={speech.name(key)} items={each} speech={speech.within(key)} />
      ))}
    </>
  );
}
