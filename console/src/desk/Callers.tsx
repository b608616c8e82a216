/** Whom the caller may be: the marked one by Enter, any of them by a press or their number. */
import { Card, Group, Text } from "@mantine/core";
import { UserPlus } from "lucide-react";
import { say } from "../shell/words";
import type { Caller } from "./calling";

interface CallersOf {
  callers: Caller[];
  marked: number;
  pick: (caller: Caller) => void;
  /** Takes whom nobody knows. */
  pickNew: () => void;
}

export const CALLERS = "callers";
export const callerAt = (place: number): string => `${CALLERS}-${place}`;

export function Callers({ callers, marked, pick, pickNew }: CallersOf) {
  return (
    <div id={CALLERS} role="listbox" aria-label={say("callers")} className="callers">
      {callers.map((each, place) => (
        <Card
          key={each.person}
          id={callerAt(place)}
          withBorder
          p="sm"
          role="option"
          aria-selected={place === marked}
          className="caller"
          onClick={() => pick(each)}
        >
          <Group justify="space-between" wrap="nowrap">
            <div>
              <Text fw={600}>{each.name}</Text>
              <Text size="sm" c="dimmed">
                {[each.units.join("、"), each.phone].filter(Boolean).join(" · ")}
              </Text>
            </div>
            <Text component="kbd" size="xs" c="dimmed" visibleFrom="sm">
              {place === marked ? "Enter" : place + 1}
            </Text>
          </Group>
        </Card>
      ))}
      <Card
        id={callerAt(callers.length)}
        withBorder
        p="sm"
        role="option"
        aria-selected={marked === callers.length}
        className="caller"
        onClick={pickNew}
      >
        <Group wrap="nowrap" gap="sm">
          <UserPlus size={18} aria-hidden />
          <Text size="sm">{say("newCaller")}</Text>
        </Group>
      </Card>
    </div>
  );
}
