/** Records in a row each: a table on a desk, cards on a phone. */
import { Badge, Group, Stack, Table, Text, UnstyledButton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useLocation } from "wouter";
import { recordOf, type Known, type Operation } from "../api/definitions";
import { Due, type Timer } from "../records/Due";
import { holder, inside, isInstant, kindOf, Speech, type Shown } from "../records/reading";
import { Words } from "../records/Value";
import type { Action } from "../records/operations";
import { CardButton } from "../shell/CardButton";
import { useKnown } from "../shell/known";
import { brief } from "../shell/time";
import { say } from "../shell/words";

const COLUMNS = 5;

/** A row of a list: what is shown of a record, and how it is said. */
export interface Row {
  record: Shown;
  speech: Speech;
  actions: Action[];
  /** The page of the record, if it has one. */
  page: string | null;
}

/** What a page of a list shows, as rows. */
export function rowsOf(known: Known, op: Operation, items: Shown[]): Row[] {
  return items.map((view) => {
    const held = holder(view);
    const record = inside(view);
    const views = new Speech(known, op.answer, record).within("items");
    return {
      record,
      speech: held ? views.within(held) : views,
      actions: (view.allowed_actions ?? []) as Action[],
      page: pageOf(known, op, view),
    };
  });
}

/** The page of what a view shows. Lists of what has no record of its own say it by their path. */
export function pageOf({ definitions }: Known, op: Operation, view: Shown): string | null {
  const listed = definitions.operations.find(
    (each) => each.does === "read" && each.path.startsWith(`${op.path}/{`) && each.path.endsWith("}"),
  );
  const kind = kindOf(view) || listed?.path.match(/{(\w+)}$/)?.[1] || "";
  const record = inside(view);
  const id = record.id ?? record[kind] ?? record.number;
  if (!kind || typeof id !== "string" || !recordOf(definitions, kind)) return null;
  return `/record/${kind}/${encodeURIComponent(id)}`;
}

export function timersOf(row: Row): Timer[] {
  return (row.record.timers ?? []) as Timer[];
}

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
  const { me } = useKnown();
  const wide = useMediaQuery("(min-width: 48em)", true);
  const [first] = rows;
  if (!first) return null;
  if (!wide) {
    return (
      <Stack gap="xs">
        {rows.map((row, place) => (
          <CardButton key={place} to={() => row.page && go(row.page)}>
            <Group justify="space-between" wrap="nowrap">
              <Text fw={600} truncate>
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
    <Table.ScrollContainer minWidth={640}>
      <Table highlightOnHover verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say("details")}</Table.Th>
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
                    {row.speech.title(row.record)}
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
                <Table.Td key={key}>
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
    </Table.ScrollContainer>
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
