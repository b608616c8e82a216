/** A report of some days: figures, charts that answer at a glance, the tables behind them. */
import { BarChart } from "@mantine/charts";
import "@mantine/charts/styles.css";
import { Button, Card, Group, RingProgress, Select, SimpleGrid, Skeleton, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask, fetchDocument, sitePath } from "../api/client";
import { nameOf, referred } from "../api/definitions";
import { labelOf, present } from "../forms/schema";
import { Facts, Rows } from "../records/Value";
import { isObject, Speech, type Shown } from "../records/reading";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";
import type { PageOf } from "../shell/places";
import { dayAtSite } from "../shell/time";
import { say } from "../shell/words";

const WHOLE = 100;
const GOOD = 95;
const FAIR = 80;
const MONTH = 29 * 86_400_000;

interface Rate {
  measure: string;
  clause: string;
  rate: number | null;
  numerator: number;
  denominator: number;
}

export default function Report({ op }: PageOf) {
  const known = useKnown();
  const { definitions, words, me } = known;
  const saved = ["table", "workbook"]
    .map((each) => definitions.operations.find((of) => of.name === `${op.name}-${each}`))
    .filter((each) => each !== undefined);
  const [first, setFirst] = useState(dayAtSite(new Date(Date.now() - MONTH), me.time_zone));
  const [last, setLast] = useState(dayAtSite(new Date(), me.time_zone));
  const [by, setBy] = useState<string | null>(null);
  const query = new URLSearchParams({ first, last, ...(by && { by }) });
  const path = `${sitePath(op.path)}?${query}`;
  const found = useQuery({ queryKey: ["report", path], queryFn: async () => (await ask<Shown>("GET", path)).body });
  const schema = op.query?.by && present(op.query.by);
  const choices = schema && referred(definitions, schema);
  const codes = (choices?.enum ?? []) as string[];

  async function save(of: (typeof saved)[number]): Promise<void> {
    const url = URL.createObjectURL(await fetchDocument(`${sitePath(of.path)}?${query}`));
    const link = document.createElement("a");
    link.href = url;
    link.download = `${op.name}-${first}-${last}.${of.path.split(".").at(-1)}`;
    link.click();
    URL.revokeObjectURL(url);
  }

  const total = found.data && isObject(found.data.total) ? found.data.total : {};
  const speech = new Speech(known, op.answer);
  const totals = speech.within("total");
  const rates = (Array.isArray(total.rates) ? total.rates : []) as Rate[];
  const charts = Object.entries(total).filter(
    ([, each]) => isObject(each) && Object.values(each).every((value) => typeof value === "number"),
  ) as [string, Record<string, number>][];
  const figures = Object.fromEntries(
    Object.entries(total).filter(([key, each]) => key !== "rates" && !charts.some(([name]) => name === key) && !Array.isArray(each)),
  );
  return (
    <Stack>
      <Group justify="space-between" align="flex-end">
        <Title order={2} size="h3">
          {nameOf(words, op)}
        </Title>
        <Group gap="xs" align="flex-end">
          <TextInput type="date" size="xs" label={labelOf(words, "first")} value={first} onChange={(event) => setFirst(event.currentTarget.value)} />
          <TextInput type="date" size="xs" label={labelOf(words, "last")} value={last} onChange={(event) => setLast(event.currentTarget.value)} />
          {codes.length > 0 && (
            <Select
              size="xs"
              clearable
              label={labelOf(words, "by")}
              value={by}
              onChange={setBy}
              data={codes.map((code) => ({ value: code, label: words[choices?.["x-words"] ?? "by"]?.[code] ?? code }))}
            />
          )}
          {saved.map((each) => (
            <Button key={each.name} size="xs" variant="default" onClick={() => void save(each)}>
              {each.path.split(".").at(-1)!.toUpperCase()}
            </Button>
          ))}
        </Group>
      </Group>
      {found.isPending && <Skeleton h={240} />}
      {found.isError && <RefusalNote trouble={found.error} />}
      {found.data && (
        <>
          <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }}>
            {rates.filter((each) => each.rate !== null).map((each) => {
              const per = Math.round(each.rate! * WHOLE);
              const colour = per >= GOOD ? "teal" : per >= FAIR ? "yellow" : "red";
              return (
                <Card key={each.measure} withBorder p="xs">
                  <Group wrap="nowrap" gap="xs">
                    <RingProgress size={64} thickness={7} sections={[{ value: per, color: colour }]} label={<Text size="xs" ta="center">{per}%</Text>} />
                    <div>
                      <Text size="sm" fw={600}>{words.measure?.[each.measure] ?? each.measure}</Text>
                      <Text size="xs" c="dimmed">{each.numerator}/{each.denominator} · {each.clause}</Text>
                    </div>
                  </Group>
                </Card>
              );
            })}
          </SimpleGrid>
          <Card withBorder>
            <Facts value={figures} schema={totals.schema} />
          </Card>
          <SimpleGrid cols={{ base: 1, md: 2 }}>
            {charts.filter(([, each]) => Object.values(each).some((value) => value > 0)).map(([name, each]) => (
              <Card withBorder key={name}>
                <Title order={3} size="h6" mb="sm">
                  {totals.name(name)}
                </Title>
                <BarChart
                  h={220}
                  withBarValueLabel
                  data={Object.entries(each).map(([key, value]) => ({ name: nameIn(name, key), [say("total")]: value }))}
                  dataKey="name"
                  series={[{ name: say("total"), color: "cyan.7" }]}
                />
              </Card>
            ))}
          </SimpleGrid>
          {Object.entries(found.data)
            .filter(([key, each]) => Array.isArray(each) && each.length > 0 && key !== "categories" && key !== "types")
            .map(([key, each]) => (
              <Card withBorder key={key}>
                <Title order={3} size="h6" mb="sm">
                  {speech.name(key)}
                </Title>
                <Rows rows={each as Shown[]} schema={speech.within(key).schema} />
              </Card>
            ))}
        </>
      )}
    </Stack>
  );

  /** `kinds` are named as each kind is. */
  function nameIn(chart: string, key: string): string {
    const singular = chart.replace(/ies$/, "y").replace(/s$/, "");
    return words[singular]?.[key] ?? totals.within(chart).name(key);
  }
}
