/** Records in a row each: a table on a desk, cards on a phone. */
import { Badge, Group, Stack, Table, Text, UnstyledButton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useLocation } from "wouter";
import { recordOf } from "../api/definitions";
import { Due, type Timer } from "../records/Due";
import { coded, inside, inWords, isNothing, isObject, isShown, nameOf, titleOf, type Shown } from "../records/reading";
import { CardButton } from "../shell/CardButton";
import { useKnown } from "../shell/known";
import { say } from "../shell/words";

const COLUMNS = 5;

/** What an item is, by how its view names it. */
export function kindIn(view: Shown): string {
  const found = Object.entries(view).find(([, each]) => isObject(each) && "id" in each && "site" in each);
  return KINDS[found?.[0] ?? ""] ?? found?.[0] ?? "";
}

const KINDS: Record<string, string> = { access_pass: "pass", expense_claim: "claim" };

export function Items({ items }: { items: Shown[] }) {
  const { definitions, words, me } = useKnown();
  const [, go] = useLocation();
  const wide = useMediaQuery("(min-width: 48em)", true);
  const rows = items.map((view) => {
    const kind = kindIn(view);
    const record = inside(view, kind);
    const id = record.id as string | undefined;
    const page = kind && id && recordOf(definitions, kind) ? `/record/${kind}/${encodeURIComponent(id)}` : null;
    return { view, kind, record, page };
  });
  const keys = columns(rows.map((each) => each.record));
  const said = (key: string, row: (typeof rows)[number]) =>
    inWords(key, row.record[key], words, me.time_zone, row.kind) ?? "";
  const badge = (row: (typeof rows)[number]) =>
    typeof row.record.state === "string" && (
      <Badge variant="light" tt="none">
        {coded("state", row.record.state, words, row.kind) ?? row.record.state}
      </Badge>
    );
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
              {badge(row)}
            </Group>
            <Due timers={(row.record.timers ?? []) as Timer[]} />
          </CardButton>
        ))}
      </Stack>
    );
  }
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table highlightOnHover verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say("details")}</Table.Th>
            <Table.Th>{nameOf(words, "state")}</Table.Th>
            {keys.map((key) => (
              <Table.Th key={key}>{nameOf(words, key)}</Table.Th>
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
              <Table.Td>{badge(row)}</Table.Td>
              {keys.map((key) => (
                <Table.Td key={key}>{said(key, row)}</Table.Td>
              ))}
              <Table.Td>
                <Due timers={(row.record.timers ?? []) as Timer[]} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** The plain facts that tell the rows apart: of these kinds there are few enough for a table. */
function columns(records: Shown[]): string[] {
  const skip = new Set(["id", "state", "words", "purpose", "name", "reason", "requested_by"]);
  const counted = new Map<string, number>();
  for (const record of records) {
    for (const [key, each] of Object.entries(record)) {
      const plain = typeof each === "string" || typeof each === "number" || typeof each === "boolean";
      if (plain && isShown(key) && !skip.has(key) && !isNothing(each)) {
        counted.set(key, (counted.get(key) ?? 0) + 1);
      }
    }
  }
  return [...counted].sort((one, other) => other[1] - one[1]).map(([key]) => key).slice(0, COLUMNS);
}
