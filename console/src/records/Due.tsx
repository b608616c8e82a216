/** When something falls due, counting down. */
import { Badge, Group } from "@mantine/core";
import { useEffect, useState } from "react";
import { useKnown } from "../shell/known";
import { shown, until } from "../shell/time";
import { language, say } from "../shell/words";

const SOON = 3_600_000;

export interface Timer {
  clause: string;
  due_at: string;
}

export function useNow(every = 1_000): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const clock = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(clock);
  }, [every]);
  return now;
}

export function Due({ timers }: { timers: Timer[] }) {
  const now = useNow();
  const { me } = useKnown();
  return (
    <Group gap="xs" role="timer">
      {timers.map((each) => {
        const left = Date.parse(each.due_at) - now;
        const colour = left < 0 ? "red" : left < SOON ? "orange" : "gray";
        return (
          <Badge
            key={each.clause}
            color={colour}
            variant={left < 0 ? "filled" : "light"}
            title={shown(each.due_at, me.time_zone)}
            tt="none"
          >
            {each.clause} {say(left < 0 ? "overdue" : "due")} {until(each.due_at, now, language())}
          </Badge>
        );
      })}
    </Group>
  );
}
