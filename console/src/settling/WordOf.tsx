/** What a finance department said: confirmed or disputed, by whom, when, in which words. */
import { Badge, Group, Text } from "@mantine/core";
import { useKnown } from "../shell/known";
import { shown } from "../shell/time";
import { say } from "../shell/words";
import type { Word } from "./settlement";

export function WordOf({ word }: { word: Word | null }) {
  const { me } = useKnown();
  if (!word) {
    return (
      <Badge variant="light" color="gray" tt="none">
        {say("noWord")}
      </Badge>
    );
  }
  return (
    <div>
      <Group gap="xs">
        <Badge tt="none" color={word.yes ? "teal.9" : "red.9"}>
          {say(word.yes ? "saidYes" : "saidNo")}
        </Badge>
        <Text size="sm">
          {word.name} · {shown(word.at, me.time_zone)}
          {word.reference && ` · ${word.reference}`}
        </Text>
      </Group>
      {word.words && (
        <Text size="sm" className="said">
          {word.words}
        </Text>
      )}
    </div>
  );
}
