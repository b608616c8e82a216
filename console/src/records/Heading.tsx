/** What a record is called, where it stands, and what is due. */
import { Badge, Group, Text, Title } from "@mantine/core";
import { Due, type Timer } from "./Due";
import type { Shown, Speech } from "./reading";

interface HeadingOf {
  found: Shown;
  speech: Speech;
  called: string;
  of: { kind: string; id: string };
}

export function Heading({ found, speech, called, of }: HeadingOf) {
  return (
    <div>
      <Text size="sm" c="dimmed" fw={600}>
        {called}
      </Text>
      <Title order={2} size="h3" className="anywhere" lineClamp={3}>
        {speech.title(found)}
      </Title>
      <Group gap="xs" mt={6}>
        {typeof found.state === "string" && (
          <Badge size="lg" tt="none">
            {speech.value("state", found.state)}
          </Badge>
        )}
        <Due timers={(found.timers ?? []) as Timer[]} of={of} />
      </Group>
    </div>
  );
}
