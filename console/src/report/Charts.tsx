/** Charts that answer a question at a glance. */
import { BarChart } from "@mantine/charts";
import "@mantine/charts/styles.css";
import { Card, Group, RingProgress, Text, Title } from "@mantine/core";
import { useKnown } from "../shell/known";
import { say } from "../shell/words";
import type { Figure } from "./figures";

const WHOLE = 100;
const LINE = 34;
const COLOURS = ["cyan.7", "orange.6", "grape.5"];

export interface Rate {
  measure: string;
  clause: string;
  rate: number | null;
  numerator: number;
  denominator: number;
}

export function RateCard({ rate: { measure, clause, rate, numerator, denominator } }: { rate: Rate }) {
  const { words } = useKnown();
  const per = Math.round((rate ?? 0) * WHOLE);
  return (
    <Card withBorder p="sm">
      <Group wrap="nowrap" gap="sm">
        <RingProgress
          size={68}
          thickness={7}
          roundCaps
          sections={per > 0 ? [{ value: per, color: "cyan.7" }] : []}
          label={
            <Text size="sm" fw={700} ta="center">
              {per}%
            </Text>
          }
        />
        <div>
          <Text fw={600}>{words.measure?.[measure] ?? measure}</Text>
          <Text size="xs" c="dimmed">
            {numerator} / {denominator} · {clause}
          </Text>
        </div>
      </Group>
    </Card>
  );
}

/** How much of each: bars that lie, so that their names have room. */
export function Bars({ title, figures }: { title: string; figures: Figure[] }) {
  const data = figures.map(({ name, text, height }) => ({ name: `${name}  ${text}`, [say("total")]: height }));
  return (
    <Card withBorder>
      <Title order={3} size="h6" mb="sm">
        {title}
      </Title>
      <BarChart
        orientation="vertical"
        h={figures.length * LINE + LINE}
        gridAxis="none"
        tickLine="none"
        barProps={{ radius: 4 }}
        yAxisProps={{ width: 150 }}
        xAxisProps={{ hide: true }}
        data={data}
        dataKey="name"
        series={[{ name: say("total"), color: COLOURS[0]! }]}
      />
    </Card>
  );
}

/** How it went, group after group. */
export function Course({ title, names, data }: { title: string; names: string[]; data: Record<string, unknown>[] }) {
  return (
    <Card withBorder>
      <Title order={3} size="h6" mb="sm">
        {title}
      </Title>
      <BarChart
        h={260}
        withLegend
        tickLine="none"
        yAxisProps={{ allowDecimals: false }}
        barProps={{ radius: 3 }}
        data={data}
        dataKey="name"
        series={names.map((name, place) => ({ name, color: COLOURS[place % COLOURS.length]! }))}
      />
    </Card>
  );
}
