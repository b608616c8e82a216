/** How long until departments are reminded, and until the day closes. */
import { Card, Group, SimpleGrid, Text } from "@mantine/core";
import { BellRing, Hourglass } from "lucide-react";
import { labelOf } from "../forms/schema";
import { useNow } from "../records/Due";
import { useKnown } from "../shell/known";
import { atSite, until } from "../shell/time";
import { language } from "../shell/words";

const SOON = 1_800_000;

export function Countdown({ remindsAt, closesAt }: { remindsAt: string; closesAt: string }) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      <Instant name="reminds_at" at={remindsAt} Icon={BellRing} />
      <Instant name="closes_at" at={closesAt} Icon={Hourglass} />
    </SimpleGrid>
  );
}

interface InstantOf {
  name: string;
  at: string;
  Icon: typeof BellRing;
}

function Instant({ name, at, Icon }: InstantOf) {
  const { words, me } = useKnown();
  const now = useNow();
  const left = Date.parse(at) - now;
  const [day, time] = atSite(at, me.time_zone).split("T");
  return (
    <Card withBorder>
      <Group wrap="nowrap">
        <Icon size={28} aria-hidden />
        <div>
          <Text size="sm" c="dimmed">
            {labelOf(words, name)} · {day}
          </Text>
          <Group gap="sm" align="baseline">
            <Text fw={700} size="xl">
              {time}
            </Text>
            <Text role="timer" fw={600} c={left < 0 ? "dimmed" : left < SOON ? "red" : undefined}>
              {until(at, now, language())}
            </Text>
          </Group>
        </div>
      </Group>
    </Card>
  );
}
