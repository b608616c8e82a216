/** What is said in passing: that something was done, or that it could not be. */
import { Alert, Button, Text } from "@mantine/core";
import { useSyncExternalStore, type ReactNode } from "react";
import { Refused, type Problem } from "../api/client";
import { say } from "./words";

let said = "";
const hearers = new Set<() => void>();
const SECONDS = 4_000;

function tell(text: string): void {
  said = text;
  hearers.forEach((each) => each());
}

export function notifyDone(what: string): void {
  tell(`${say("done")}: ${what}`);
  setTimeout(() => tell(""), SECONDS);
}

/** Read out by screen readers, and shown for a moment. */
export function Notes() {
  const text = useSyncExternalStore(
    (hear) => {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    () => said,
  );
  return (
    <div role="status" aria-live="polite" className="note" data-shown={text !== ""}>
      {text}
    </div>
  );
}

interface RefusalOf {
  problem: Problem;
  /** Fields that stand nowhere by themselves: what is wrong with them is said here. */
  of?: string[];
  /** Where one goes on from here. */
  children?: ReactNode;
}

/** A refusal in words, with the clause that asks for it. */
export function Refusal({ problem, of = [], children }: RefusalOf) {
  const wrong = problem.errors.filter((each) => of.includes(each.pointer.split("/")[1] ?? ""));
  return (
    <Alert color="red" title={problem.title} role="alert">
      <Text size="sm">{problem.detail}</Text>
      {wrong.map((each) => (
        <Text key={each.pointer} size="sm">
          {each.detail}
        </Text>
      ))}
      <Text size="xs" c="dimmed">
        {problem.clause}
      </Text>
      {children}
    </Alert>
  );
}

/** Nothing was answered: what was filled in is kept, and sent again as it was. */
export function NoAnswer({ title }: { title?: string }) {
  return (
    <Alert color="orange" title={title} role="alert">
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
export function RefusalNote({ trouble }: { trouble: unknown }) {
  if (trouble instanceof Refused) return <Refusal problem={trouble.problem} />;
  return <NoAnswer title={say("failed")} />;
}
