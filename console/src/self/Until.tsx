/** Until when, and how long that is still. */
import { Text } from "@mantine/core";
import { useNow } from "../records/Due";
import { useKnown } from "../shell/known";
import { shown, until } from "../shell/time";
import { language } from "../shell/words";

const MINUTE = 60_000;

export function Until({ what, at }: { what: string; at: string }) {
  const { me } = useKnown();
  const now = useNow(MINUTE);
  return (
    <Text size="sm" c="dimmed" role="timer">
      {what} {shown(at, me.time_zone)} · {until(at, now, language())}
    </Text>
  );
}
