/** Line by line what a unit is to pay, and their sum. */
import { Table } from "@mantine/core";
import { money, Speech } from "../records/reading";
import { useKnown } from "../shell/known";
import { say } from "../shell/words";
import { sumOf, type ShareLine } from "./settlement";

/** What a phone has no room for is left out there. */
const SAID = [
  { key: "dated" },
  { key: "kind", visibleFrom: "xs" },
  { key: "words" },
  { key: "claim", visibleFrom: "xs" },
] as const;

export function ShareLines({ lines }: { lines: ShareLine[] }) {
  const speech = new Speech(useKnown(), "ShareLine");
  return (
    <Table fz="sm" verticalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          {SAID.map(({ key, ...more }) => (
            <Table.Th key={key} {...more}>
              {speech.name(key)}
            </Table.Th>
          ))}
          <Table.Th ta="right" visibleFrom="xs">
            {say("ofReceipt")}
          </Table.Th>
          <Table.Th ta="right">{speech.name("fen")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {lines.map((line, place) => (
          <Table.Tr key={place}>
            {SAID.map(({ key, ...more }) => (
              <Table.Td key={key} {...more}>
                {key === "claim" ? line.claim : speech.value(key, line[key])}
              </Table.Td>
            ))}
            <Table.Td ta="right" visibleFrom="xs">
              {money(line.of)}
            </Table.Td>
            <Table.Td ta="right" className="amount">{money(line.fen)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
      <Table.Tfoot>
        <Table.Tr fw={700}>
          <Table.Td colSpan={2}>{say("total")}</Table.Td>
          <Table.Td colSpan={SAID.length - 1} visibleFrom="xs" />
          <Table.Td ta="right" className="amount">{money(sumOf(lines))}</Table.Td>
        </Table.Tr>
      </Table.Tfoot>
    </Table>
  );
}
