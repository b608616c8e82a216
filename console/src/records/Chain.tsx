/** Who signs, in their order: who has, in which words, and whom it waits for. */
import { Card, Text, Timeline, Title } from "@mantine/core";
import { Check, Clock, X } from "lucide-react";
import { useKnown } from "../shell/known";
import { shown } from "../shell/time";
import { say } from "../shell/words";

interface Seat {
  role: string;
  clause: string;
  due_at: string;
}

interface Mark {
  step: number;
  name: string;
  role: string;
  approves: boolean;
  words: string;
  at: string;
  void: boolean;
}

export interface Signing {
  seats?: Seat[];
  marks?: Mark[];
}

interface ChainOf {
  title: string;
  chain: Signing;
}

export function Chain({ title, chain: { seats = [], marks = [] } }: ChainOf) {
  const { words, me } = useKnown();
  const standing = marks.filter((each) => !each.void);
  const signed = standing.filter((each) => each.approves).length;
  return (
    <Card withBorder>
      <Title order={3} size="h6" mb="md">
        {title}
      </Title>
      <Timeline bulletSize={22} lineWidth={2} active={signed - 1}>
        {seats.map((seat, step) => {
          const mark = standing.find((each) => each.step === step);
          const Icon = !mark ? Clock : mark.approves ? Check : X;
          return (
            <Timeline.Item
              key={step}
              color={mark && !mark.approves ? "red" : undefined}
              bullet={<Icon size={14} aria-hidden />}
              title={`${words.role?.[seat.role] ?? seat.role}${mark ? ` · ${mark.name}` : ""}`}
            >
              <Text size="xs" c="dimmed">
                {seat.clause} · {mark ? shown(mark.at, me.time_zone) : `${say("due")} ${shown(seat.due_at, me.time_zone)}`}
              </Text>
              {mark?.words && <Text className="said">{mark.words}</Text>}
            </Timeline.Item>
          );
        })}
      </Timeline>
    </Card>
  );
}
