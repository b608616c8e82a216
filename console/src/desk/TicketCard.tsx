/** A ticket in short: what it is about, where, what is due. Pressed, its page. */
import { Group, Text } from "@mantine/core";
import { useLocation } from "wouter";
import { Due } from "../records/Due";
import { numberOf } from "../records/reading";
import { CardButton } from "../shell/CardButton";
import { useKnown } from "../shell/known";
import { placeOf, type Ticket } from "./ticket";

interface CardOf {
  ticket: Ticket;
  /** Whether to say which department has it. */
  department?: boolean;
}

export function TicketCard({ ticket, department = false }: CardOf) {
  const { words, names } = useKnown();
  const [, go] = useLocation();
  const said = [words.kind?.[ticket.kind], placeOf(ticket), department && ticket.department && names.department(ticket.department)];
  return (
    <CardButton to={() => go(`/record/ticket/${ticket.id}`)}>
      <Text size="xs" c="dimmed">
        {numberOf(ticket)}
      </Text>
      <Text size="sm" fw={600} lineClamp={2} className="said">
        {ticket.words}
      </Text>
      <Text size="xs" c="dimmed" mb={ticket.timers.length > 0 ? 4 : 0}>
        {said.filter(Boolean).join(" · ")}
      </Text>
      {ticket.timers.length > 0 && (
        <Group gap={4}>
          <Due timers={ticket.timers} />
        </Group>
      )}
    </CardButton>
  );
}
