/** When something falls due, counting down; pressed, why then. */
import { Badge, Group } from "@mantine/core";
import { lazy, Suspense, useEffect, useState } from "react";
import { useKnown } from "../shell/known";
import { shown, until } from "../shell/time";
import { language, say } from "../shell/words";

const Asked = lazy(() => import("./Asked"));

const SOON = 3_600_000;

export interface Timer {
  clause: string;
  due_at: string;
}

/** When the first of these falls due; nothing where none does. */
export const firstDue = (timers: Timer[]): string => timers.map((each) => each.due_at).sort()[0] ?? "";

export function useNow(every = 1_000): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const clock = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(clock);
  }, [every]);
  return now;
}

interface DueOf {
  timers: Timer[];
  /** The record that they are of, where it may be asked why. */
  of?: { kind: string; id: string };
}

export function Due({ timers, of }: DueOf) {
  const now = useNow();
  const { me } = useKnown();
  return (
    <Group gap="xs" role="timer">
      {timers.map((each) => {
        const left = Date.parse(each.due_at) - now;
        const colour = left < 0 ? "red" : left < SOON ? "orange" : "gray";
        const badge = (
          <Badge
            color={colour}
            variant={left < 0 ? "filled" : "light"}
            title={shown(each.due_at, me.time_zone)}
            tt="none"
          >
            {each.clause} {say(left < 0 ? "overdue" : "due")} {until(each.due_at, now, language())}
          </Badge>
        );
        return of ? (
          <Suspense key={each.clause} fallback={badge}>
            <Asked clause={each.clause} of={of}>
              {badge}
            </Asked>
          </Suspense>
        ) : (
          <span key={each.clause}>{badge}</span>
        );
      })}
    </Group>
  );
}
