/** Asks again for whatever on the page was not answered. */
import { Button } from "@mantine/core";
import { useIsFetching, useQueryClient, type Query } from "@tanstack/react-query";
import { passing, Refused } from "../api/client";
import { say } from "./words";

/** A refusal that will not pass is an answer. */
const isAnswer = (trouble: unknown): boolean => trouble instanceof Refused && !passing(trouble.problem);

export const unread = { type: "active", predicate: ({ state }: Query) => state.status === "error" && !isAnswer(state.error) } as const;

export function TryAgain() {
  const queries = useQueryClient();
  const asking = useIsFetching(unread) > 0;
  return (
    <Button size="xs" variant="default" loading={asking} onClick={() => void queries.refetchQueries(unread)}>
      {say("tryAgain")}
    </Button>
  );
}
