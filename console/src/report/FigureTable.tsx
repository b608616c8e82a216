/** The table behind a chart: a row each, what is within a thing in columns of its own. */
import { Card, Table, Title } from "@mantine/core";
import type { Shown, Speech } from "../records/reading";
import { Wide } from "../shell/Wide";
import { row } from "./figures";

const COLUMN = 92;

export function FigureTable({ title, items, speech }: { title: string; items: Shown[]; speech: Speech }) {
  const rows = items.map((each) => new Map(row(each, speech).map((of) => [of.name, of.text])));
  const names = [...new Set(rows.flatMap((each) => [...each.keys()]))];
  return (
    <Card withBorder>
      <Title order={3} size="h6" mb="sm">
        {title}
      </Title>
      <Wide least={names.length * COLUMN} called={title}>
        <Table fz="sm" striped className="figures">
          <Table.Thead>
            <Table.Tr>
              {names.map((name) => (
                <Table.Th key={name}>{name}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((each, place) => (
              <Table.Tr key={place}>
                {names.map((name) => (
                  <Table.Td key={name}>{each.get(name) ?? ""}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
    </Card>
  );
}
