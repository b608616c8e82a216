/** What is said in passing: that something was done, or that it could not be. */
import { Alert, Text } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { Refused } from "../api/client";
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

export function RefusalNote({ trouble }: { trouble: unknown }) {
  const problem = trouble instanceof Refused ? trouble.problem : null;
  return (
    <Alert color={problem ? "red" : "orange"} title={problem?.title ?? say("failed")} role="alert">
      {problem?.detail ?? say("unreached")}
      {problem && (
        <Text size="xs" c="dimmed">
          {problem.clause} · {problem.code}
        </Text>
      )}
    </Alert>
  );
}
