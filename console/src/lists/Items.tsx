/** Records in a row each: a table on a desk, cards on a phone. */
import { Badge, Group, Stack, Table, Text, UnstyledButton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useLocation } from "wouter";
import { Due } from "../records/Due";
import { isInstant } from "../records/reading";
import { isShort, Words } from "../records/Value";
import { CardButton } from "../shell/CardButton";
import { useKnown } from "../shell/known";
import { brief } from "../shell/time";
import { Wide } from "../shell/Wide";
import { say } from "../shell/words";
import { timersOf, type Row } from "./rows";

const COLUMNS = 5;

function State({ row }: { row: Row }) {
  const { state } = row.record;
  if (typeof state !== "string") return null;
  return (
    <Badge variant="light" tt="none" flex="none">
      {row.speech.value("state", state)}
    </Badge>
  );
}

export function Items({ rows }: { rows: Row[] }) {
  const [, go] = useLocation();
  const { me } = useKnown();
  const wide = useMediaQuery("(min-width: 48em)", true);
  const [first] = rows;
  if (!first) return null;
  if (!wide) {
    return (
      <Stack gap="xs">
        {rows.map((row, place) => (
          <CardButton key={place} to={() => row.page && go(row.page)}>
            <Group justify="space-between" align="flex-start" wrap="nowrap">
              <Text fw={600} lineClamp={2}>
                {row.speech.title(row.record)}
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
  const stated = rows.some((row) => row.record.state);
  const timed = rows.some((row) => timersOf(row).length > 0);
  return (
    <Wide least={640} called={say("table")}>
      <Table highlightOnHover verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{first.called ?? say("details")}</Table.Th>
            {stated && <Table.Th>{first.speech.name("state")}</Table.Th>}
            {keys.map((key) => (
              <Table.Th key={key}>{first.speech.name(key)}</Table.Th>
            ))}
            {timed && <Table.Th>{say("due")}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, place) => (
            <Table.Tr key={place}>
              <Table.Td maw={280}>
                {row.page ? (
                  <UnstyledButton className="row" onClick={() => go(row.page!)}>
                    <Text component="span" inherit lineClamp={3}>
                      {row.speech.title(row.record)}
                    </Text>
                  </UnstyledButton>
                ) : (
                  row.speech.title(row.record)
                )}
              </Table.Td>
              {stated && (
                <Table.Td>
                  <State row={row} />
                </Table.Td>
              )}
              {keys.map((key) => (
                <Table.Td key={key} data-short={isInstant(row.record[key]) || isShort(row.speech.said(row.record, key) ?? [])}>
                  <Cell row={row} name={key} zone={me.time_zone} />
                </Table.Td>
              ))}
              {timed && (
                <Table.Td>
                  <Due timers={timersOf(row)} />
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Wide>
  );
}

function Cell({ row: { record, speech }, name, zone }: { row: Row; name: string; zone: string }) {
  const value = record[name];
  if (isInstant(value)) return brief(value, zone);
  return <Words said={speech.said(record, name) ?? []} />;
}

const TITLED = new Set(["state", "words", "purpose", "name", "reason", "affected", "forms"]);

/** The plain facts that tell most rows apart, in the order of the record. */
function columns(rows: Row[]): string[] {
  const told = new Map<string, Set<string>>();
  const counted = new Map<string, number>();
  for (const { record, speech } of rows) {
    for (const key of speech.shown(record)) {
      const said = TITLED.has(key) ? null : speech.value(key, record[key]);
      if (said === null || typeof record[key] === "boolean") continue;
      counted.set(key, (counted.get(key) ?? 0) + 1);
      told.set(key, (told.get(key) ?? new Set()).add(said));
    }
  }
  const weight = (key: string) => counted.get(key)! + told.get(key)!.size;
  const chosen = [...counted.keys()].sort((one, other) => weight(other) - weight(one)).slice(0, COLUMNS);
  return [...counted.keys()].filter((key) => chosen.includes(key));
}
