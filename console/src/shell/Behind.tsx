/** What stands on the page may be old: what was asked for anew did not come. */
import { Alert, Group, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { TryAgain, unread } from "./TryAgain";
import { say } from "./words";

export function Behind() {
  const known = useQueryClient().getQueryCache();
  const behind = useSyncExternalStore(
    (hear) => known.subscribe(hear),
    () => known.findAll(unread).some(({ state }) => state.data !== undefined),
  );
  if (!behind) return null;
  return (
    <Alert color="orange" role="alert" mb="sm" py="xs">
      <Group justify="space-between">
        <Text size="sm">{say("behind")}</Text>
        <TryAgain />
      </Group>
    </Alert>
  );
}
