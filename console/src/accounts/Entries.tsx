/** The lines of an employee's account, the newest first: a table on a desk, cards on a phone (L-11). */
import { Anchor, Badge, Button, Card, Group, Stack, Table, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { labelOf } from "../forms/schema";
import { commandName, pageOf, type Action } from "../records/operations";
import { PrintButton, type Paper } from "../records/Prints";
import { money } from "../records/reading";
import { useKnown } from "../shell/known";
import { shown } from "../shell/time";
import { say } from "../shell/words";

export interface Line {
  at: string;
  what: string;
  clause: string;
  /** Owed; paid or taken back below zero. */
  fen: number;
  /** Owing after it. */
  balance: number;
  name: string | null;
  number: string | null;
  day: string | null;
  part: string | null;
  words: string | null;
  /** `kind#id` of what it comes from. */
  record: string;
  /** Its receipt or refund slip. */
  paper: Paper | null;
  allowed_actions: Action[];
}

interface EntriesOf {
  lines: Line[];
  /** Begins what may be done with a line. */
  start?: (action: Action, line: Line) => void;
}

export function Entries({ lines, start }: EntriesOf) {
  const wide = useMediaQuery("(min-width: 62em)", true);
  if (lines.length === 0) return <Text c="dimmed">{say("noEntries")}</Text>;
  const newest = [...lines].reverse();
  return wide ? <AsTable lines={newest} start={start} /> : <AsCards lines={newest} start={start} />;
}

function useSaid(): (line: Line) => { what: string; about: string; at: string } {
  const { me, words } = useKnown();
  return (line) => ({
    what: words.memo?.[line.what] ?? line.what,
    about: [line.part && words.late?.[line.part], line.name, line.number, line.words].filter(Boolean).join(" · "),
    at: line.day ?? shown(line.at, me.time_zone),
  });
}

/** What has a page that says more of a line. */
const TOLD_BY = /^(stay|violation)#/;

/** Where there is more of a line, and what may be done with it. */
function More({ line, start }: { line: Line; start: EntriesOf["start"] }) {
  const known = useKnown();
  const queries = useQueryClient();
  const to = TOLD_BY.test(line.record) ? pageOf(known, line.record) : null;
  return (
    <>
      {to && (
        <Anchor href={`#${to}`} size="sm" underline="always">
          {say("look")}
        </Anchor>
      )}
      {line.paper && (
        <PrintButton
          path={line.paper.href}
          name={known.words.form?.[line.paper.form] ?? say("print")}
          called={`${say("print")} ${known.words.form?.[line.paper.form]} ${line.paper.number}`}
          small
          changed={() => void queries.invalidateQueries()}
        />
      )}
      {line.allowed_actions.map((each) => (
        <Button key={each.command} variant="subtle" color="red" size="compact-sm" onClick={() => start?.(each, line)}>
          {commandName(known, each)}
        </Button>
      ))}
    </>
  );
}

function AsTable({ lines, start }: EntriesOf) {
  const { words } = useKnown();
  const said = useSaid();
  return (
    <Card withBorder p={0}>
      <Table verticalSpacing="xs" horizontalSpacing="md" striped>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{labelOf(words, "day", "AccountLine")}</Table.Th>
            <Table.Th>{labelOf(words, "what", "AccountLine")}</Table.Th>
            <Table.Th>{say("details")}</Table.Th>
            <Table.Th ta="right">{labelOf(words, "fen", "AccountLine")}</Table.Th>
            <Table.Th ta="right">{say("balanceAfter")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line, place) => {
            const { what, about, at } = said(line);
            return (
              <Table.Tr key={lines.length - place}>
                <Table.Td className="amount">{at}</Table.Td>
                <Table.Td>
                  <Group gap="xs" wrap="nowrap">
                    {what}
                    <Badge variant="default" tt="none">
                      {line.clause}
                    </Badge>
                  </Group>
                </Table.Td>
                <Table.Td className="anywhere">
                  {about} <More line={line} start={start} />
                </Table.Td>
                <Table.Td ta="right" fw={600} className="amount">
                  {money(line.fen)}
                </Table.Td>
                <Table.Td ta="right" className="amount">
                  {money(line.balance)}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Card>
  );
}

function AsCards({ lines, start }: EntriesOf) {
  const said = useSaid();
  return (
    <Stack gap="sm">
      {lines.map((line, place) => {
        const { what, about, at } = said(line);
        return (
          <Card key={lines.length - place} withBorder p="sm" className="entry">
            <Group justify="space-between" wrap="nowrap" align="flex-start">
              <div>
                <Group gap="xs">
                  <Text fw={600}>{what}</Text>
                  <Badge variant="default" tt="none">
                    {line.clause}
                  </Badge>
                </Group>
                <Text size="sm" c="dimmed" className="anywhere">
                  {[at, about].filter(Boolean).join(" · ")}
                </Text>
                <More line={line} start={start} />
              </div>
              <Stack gap={0} align="flex-end" flex="none">
                <Text fw={600}>{money(line.fen)}</Text>
                <Text size="xs" c="dimmed">
                  {say("balanceAfter")} {money(line.balance)}
                </Text>
              </Stack>
            </Group>
          </Card>
        );
      })}
    </Stack>
  );
}
