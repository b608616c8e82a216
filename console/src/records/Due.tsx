/** When something falls due, counting down; pressed, why then. */
import { Badge, Group, UnstyledButton } from "@mantine/core";
import { lazy, Suspense, useEffect, useState, type ReactNode } from "react";
import { may, operationOf } from "../api/definitions";
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
          <WhyButton key={each.clause} clause={each.clause} of={of}>
            {badge}
          </WhyButton>
        ) : (
          <span key={each.clause}>{badge}</span>
        );
      })}
    </Group>
  );
}

/** What is due, to be pressed where the API says of this kind of record why; what answers comes with the first press. */
function WhyButton({ clause, of, children }: { clause: string; of: { kind: string; id: string }; children: ReactNode }) {
  const { definitions, me } = useKnown();
  const [asked, ask] = useState(false);
  const op = operationOf(definitions, `${of.kind}-due`);
  if (!op || !may(op, me)) return <span>{children}</span>;
  const label = `${clause} ${say("whyDue")}`;
  const button = (
    <UnstyledButton aria-label={label} onClick={() => ask(true)}>
      {children}
    </UnstyledButton>
  );
  if (!asked) return button;
  return (
    <Suspense fallback={button}>
      <Asked op={op} clause={clause} of={of} label={label}>
        {children}
      </Asked>
    </Suspense>
  );
}
