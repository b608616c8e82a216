/** From one day to the next, or to any; none lies after the last. */
import { ActionIcon, Group, TextInput } from "@mantine/core";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { labelOf } from "../forms/schema";
import { useKnown } from "../shell/known";
import { say } from "../shell/words";

interface PickerOf {
  day: string;
  last: string;
  pick: (day: string) => void;
}

const DAY = 86_400_000;

export function DayPicker({ day, last, pick }: PickerOf) {
  const { words } = useKnown();
  const moved = (days: number): string => new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
  return (
    <Group gap={4} wrap="nowrap">
      <ActionIcon variant="default" size="lg" aria-label={say("dayBefore")} onClick={() => pick(moved(-1))}>
        <ChevronLeft size={18} aria-hidden />
      </ActionIcon>
      <TextInput
        type="date"
        aria-label={labelOf(words, "day")}
        max={last}
        value={day}
        onChange={(event) => event.currentTarget.value && pick(event.currentTarget.value)}
      />
      <ActionIcon variant="default" size="lg" aria-label={say("dayAfter")} disabled={day >= last} onClick={() => pick(moved(1))}>
        <ChevronRight size={18} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
