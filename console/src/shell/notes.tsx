/** What is said in passing: that something was done, or that it could not be. */
import { Alert, Button, Stack, Text } from "@mantine/core";
import { useSyncExternalStore, type ReactNode } from "react";
import { BROKEN, passing, Refused, type Problem } from "../api/client";
import { pageOf } from "../records/operations";
import { useKnown } from "./known";
import { TryAgain } from "./TryAgain";
import { say } from "./words";

const NOTHING = { text: "", wrong: false };
let said = NOTHING;
const hearers = new Set<() => void>();
const SECONDS = 4_000;

function tell(next: typeof NOTHING): void {
  said = next;
  hearers.forEach((each) => each());
}

function notify(text: string, wrong: boolean): void {
  tell({ text, wrong });
  setTimeout(() => tell(NOTHING), SECONDS);
}

export const notifyDone = (what: string): void => notify(`${say("done")}: ${what}`, false);

export const notifyUndone = (why: string): void => notify(`${say("undone")}: ${why}`, true);

/** Read out by screen readers, and shown for a moment. */
export function Notes() {
  const { text, wrong } = useSyncExternalStore(
    (hear) => {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    () => said,
  );
  return (
    <div role="status" aria-live="polite" className="note" data-shown={text !== ""} data-wrong={wrong}>
      {text}
    </div>
  );
}

interface RefusalOf {
  problem: Problem;
  /** Fields that stand nowhere by themselves: what is wrong with them is said here. */
  of?: string[];
  /** What else is wrong that no field says. */
  more?: string[];
  /** Where one goes on from here. */
  children?: ReactNode;
}

/** A refusal in words, with the clause that asks for it, and the page of what has what was wanted. */
export function Refusal({ problem, of = [], more = [], children }: RefusalOf) {
  const unseen = problem.errors.filter((each) => of.includes(each.pointer.split("/")[1] ?? ""));
  const wrong = [...unseen.map(({ detail }) => detail), ...more];
  return (
    <Alert color="red" title={problem.title} role="alert">
      <Text size="sm">{problem.detail}</Text>
      {wrong.map((each, place) => (
        <Text key={place} size="sm">
          {each}
        </Text>
      ))}
      <Text size="xs" c="dimmed">
        {problem.status >= BROKEN ? problem.correlation : problem.clause}
      </Text>
      {problem.data.holder !== undefined && <Holder of={String(problem.data.holder)} />}
      {children}
    </Alert>
  );
}

function Holder({ of }: { of: string }) {
  const page = pageOf(useKnown(), of);
  return (
    page && (
      <Button component="a" href={`#${page}`} mt="xs" size="xs" variant="default">
        {say("look")}
      </Button>
    )
  );
}

/** Nothing was answered: what was filled in is kept, and sent again as it was. */
export function NoAnswer() {
  return (
    <Alert color="orange" role="alert">
      {say("unreached")}
    </Alert>
  );
}

/** Somebody else was quicker: what is newest is offered, and nothing overwritten. */
export function Overtaken({ newest }: { newest: () => void }) {
  return (
    <Alert color="yellow" title={say("changed")} role="alert">
      <Button size="xs" variant="light" onClick={newest}>
        {say("newest")}
      </Button>
    </Alert>
  );
}

/** Why there is nothing to show. */
export function Trouble({ trouble }: { trouble: unknown }) {
  if (trouble instanceof Refused) return <Refusal problem={trouble.problem} />;
  return (
    <Alert color="orange" title={say("failed")} role="alert">
      {say("noAnswer")}
    </Alert>
  );
}

/** Why; and what may be answered the next time can be asked for again. */
export function RefusalNote({ trouble }: { trouble: unknown }) {
  return (
    <Stack align="flex-start" gap="xs">
      <Trouble trouble={trouble} />
      {(!(trouble instanceof Refused) || passing(trouble.problem)) && <TryAgain />}
    </Stack>
  );
}
