/** A handover of before: what was left then, and what was noted of it (T-4.6). */
import { Stack, Title } from "@mantine/core";
import { nameOf } from "../api/definitions";
import { useKnown } from "../shell/known";
import type { PageOf } from "../shell/places";
import { HandoverCard } from "./HandoverCard";

export default function HandoverRecord({ op, id }: PageOf) {
  const { words } = useKnown();
  return (
    <Stack maw={1000}>
      <Title order={2} size="h3">
        {nameOf(words, op)}
      </Title>
      <HandoverCard id={id} />
    </Stack>
  );
}
