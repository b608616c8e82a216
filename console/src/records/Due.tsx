/** When something falls due, counting down; pressed, why then. */
import { Badge, Group, Popover, Skeleton, UnstyledButton } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { lazy, Suspense, useEffect, useState, type ReactNode } from "react";
import { may } from "../api/definitions";
import { useKnown } from "../shell/known";
import { shown, until } from "../shell/time";
import { language, say } from "../shell/words";

const Why = lazy(() => import("./Why"));

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
          <Asked key={each.clause} clause={each.clause} of={of}>
            {badge}
          </Asked>
        ) : (
          <span key={each.clause}>{badge}</span>
        );
      })}
    </Group>
  );
}

interface AskedOf {
  clause: string;
  of: { kind: string; id: string };
  children: ReactNode;
}

/** Opens why it is due then, in place, where the API says so of this kind of record. */
function Asked({ clause, of: { kind, id }, children }: AskedOf) {
  const { definitions, me } = useKnown();
  const [opened, change] = useDisclosure();
  useHotkeys([["Escape", change.close]]);
  const op = definitions.operations.find((each) => each.name === `${kind}-due`);
  if (!op || !may(op, me)) return children;
  return (
    <Popover width={340} position="bottom-start" withArrow shadow="md" withinPortal={false} opened={opened} onChange={change.set}>
      <Popover.Target>
        <UnstyledButton aria-label={`${clause} ${say("whyDue")}`} onClick={change.toggle}>
          {children}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Suspense fallback={<Skeleton h={120} />}>
          <Why op={op} kind={kind} id={id} clause={clause} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
