/** What is owing on an account, or is its employee's credit (L-11). */
import { Card, Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { money } from "../records/reading";
import { say } from "../shell/words";

export function Balance({ fen, children }: { fen: number; children?: ReactNode }) {
  const word = fen > 0 ? "owes" : fen < 0 ? "credit" : "owesNothing";
  return (
    <Card withBorder p="lg" role="status">
      <Group justify="space-between">
        <div>
          <Text c="dimmed">{say(word)}</Text>
          <Text fz={32} fw={700}>
            {money(Math.abs(fen))}
          </Text>
        </div>
        {children}
      </Group>
    </Card>
  );
}
