/** What a plan comes to: by who bears it, for each guest, and what the GM would have to grant. */
import { Badge, Card, Group, SimpleGrid, Stack, Table, Text, Title } from "@mantine/core";
import { labelOf } from "../forms/schema";
import { FindingList, type Called } from "../records/Findings";
import { money } from "../records/reading";
import { useKnown } from "../shell/known";
import { say } from "../shell/words";
import type { Content, Tried } from "./plan";

const BEARERS = ["host", "advance", "guest_unit"] as const;

interface Props {
  tried: Tried;
  content: Content;
  called: Called;
}

export function PlanSums({ tried, content, called }: Props) {
  const { words } = useKnown();
  const whole = tried.findings.filter((each) => !each.line);
  const guests = new Map(content.guests.map((each) => [each.key, each]));
  return (
    <SimpleGrid cols={{ base: 1, md: 3 }}>
      <Card withBorder component="section">
        <Title order={3} size="h6" mb="xs">
          {labelOf(words, "costs")}
        </Title>
        <Table fz="sm" verticalSpacing={4}>
          <Table.Tbody>
            {BEARERS.map((each) => (
              <Table.Tr key={each}>
                <Table.Td>{words.bearer?.[each]}</Table.Td>
                <Table.Td ta="right" className="amount">{money(tried.costs[each])}</Table.Td>
              </Table.Tr>
            ))}
            <Table.Tr fw={700}>
              <Table.Td>{labelOf(words, "budget")}</Table.Td>
              <Table.Td ta="right" className="amount">{money(tried.budget)}</Table.Td>
            </Table.Tr>
          </Table.Tbody>
        </Table>
      </Card>
      <Card withBorder component="section">
        <Title order={3} size="h6" mb="xs">
          {labelOf(words, "guests", "PlanTried")}
        </Title>
        <Table fz="sm" verticalSpacing={4}>
          <Table.Tbody>
            {tried.guests.map((each) => (
              <Table.Tr key={each.guest}>
                <Table.Td>
                  {guests.get(each.guest)?.name}
                  <Text span size="xs" c="dimmed" ml={6}>
                    {called.ranks?.[guests.get(each.guest)?.rank ?? ""]}
                  </Text>
                </Table.Td>
                <Table.Td ta="right" className="amount">{money(each.fen)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Card>
      <Card withBorder component="section">
        <Group gap="xs" mb="xs">
          <Title order={3} size="h6">
            {say("planAsks")}
          </Title>
          {tried.asks.length > 0 && <Badge circle>{tried.asks.length}</Badge>}
        </Group>
        <Stack gap={4}>
          {tried.asks.length === 0 && <Text size="sm">{say("planAsksNothing")}</Text>}
          {tried.asks.map((each) => (
            <Text key={`${each.asks}/${each.line}/${each.code}`} size="sm">
              {words.asks?.[each.asks]}
              <Text span size="xs" c="dimmed" ml={6}>
                {[each.line && called.line?.[each.line], each.code && called.item?.[each.code], each.clause].filter(Boolean).join(" · ")}
              </Text>
            </Text>
          ))}
          {whole.length > 0 && (
            <>
              <Title order={4} size="h6" mt="xs">
                {say("findings")} · {say("planWhole")}
              </Title>
              <FindingList findings={whole} called={called} />
            </>
          )}
        </Stack>
      </Card>
    </SimpleGrid>
  );
}
