/** Records in a row each: a table on a desk, cards on a phone. */
import { Badge, Group, Stack, Table, Text, UnstyledButton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useLocation } from "wouter";
import { Due } from "../records/Due";
import { isNothing, isShown, Speech, titleOf } from "../records/reading";
import { CardButton } from "../shell/CardButton";
import { useKnown } from "../shell/known";
import { say } from "../shell/words";
import { timersOf, type Row } from "./rows";

const COLUMNS = 5;

function State({ row }: { row: Row }) {
  const { state } = row.record;
  if (typeof state !== "string") return null;
  return (
    <Badge variant="light" tt="none">
      {row.speech.value("state", state)}
    </Badge>
  );
}

export function Items({ rows }: { rows: Row[] }) {
  const [, go] = useLocation();
  const wide = useMediaQuery("(min-width: 48em)", true);
  const speech = useSpeech(rows);
  if (rows.length === 0) return null;
  if (!wide) {
    return (
      <Stack gap="xs">
        {rows.map((row, place) => (
          <CardButton key={place} to={() => row.page && go(row.page)}>
            <Group justify="space-between" wrap="nowrap">
              <Text fw={600} truncate>
                {titleOf(row.record)}
              </Text>
              <State row={row} />
            </Group>
            <Due timers={timersOf(row)} />
          </CardButton>
        ))}
      </Stack>
    );
  }
  const keys = columns(rows);
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table highlightOnHover verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say("details")}</Table.Th>
            {["state", ...keys].map((key) => (
              <Table.Th key={key}>{speech.name(key)}</Table.Th>
            ))}
            <Table.Th>{say("due")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, place) => (
            <Table.Tr key={place}>
              <Table.Td maw={280}>
                {row.page ? (
                  <UnstyledButton className="row" onClick={() => go(row.page!)}>
                    {titleOf(row.record)}
                  </UnstyledButton>
                ) : (
                  titleOf(row.record)
                )}
              </Table.Td>
              <Table.Td>
                <State row={row} />
              </Table.Td>
              {keys.map((key) => (
                <Table.Td key={key}>
                  {isNothing(row.record[key]) ? "" : row.speech.value(key, row.record[key])}
                </Table.Td>
              ))}
              <Table.Td>
                <Due timers={timersOf(row)} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function useSpeech(rows: Row[]): Speech {
  const known = useKnown();
  return rows[0]?.speech ?? new Speech(known);
}

const TITLED = new Set(["state", "words", "purpose", "name", "reason", "requested_by", "registered_at"]);

/** The plain facts of the rows, those first that most of them have. */
function columns(rows: Row[]): string[] {
  const counted = new Map<string, number>();
  for (const { record, speech } of rows) {
    for (const [key, each] of Object.entries(record)) {
      if (isShown(key, each) && !TITLED.has(key) && speech.value(key, each) !== null) {
        counted.set(key, (counted.get(key) ?? 0) + 1);
      }
    }
  }
  return [...counted].sort((one, other) => other[1] - one[1]).map(([key]) => key).slice(0, COLUMNS);
}
