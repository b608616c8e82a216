/** Why something is due when it is: what its time is counted from, by which days, with which pauses. */
import { Skeleton, Text, Timeline, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { CalendarDays, Flag, Pause, Play } from "lucide-react";
import { ask, sitePath } from "../api/client";
import type { Operation } from "../api/definitions";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";
import { say } from "../shell/words";

interface Due {
  deadline: string;
  clause: string;
  why: string[];
  reckoning: { pauses: unknown[] };
}

interface WhyOf {
  op: Operation;
  kind: string;
  id: string;
  clause: string;
}

export function Why({ op, kind, id, clause }: WhyOf) {
  const { words } = useKnown();
  const path = sitePath(op.path, { [kind]: id });
  const found = useQuery({
    queryKey: ["due", path],
    queryFn: async () => (await ask<{ items: Due[] }>("GET", path)).body.items,
  });
  if (found.isPending) return <Skeleton h={120} />;
  if (found.isLoadingError) return <RefusalNote trouble={found.error} />;
  const due = found.data.find((each) => each.clause === clause);
  if (!due) return <Text size="sm">{say("whyUnknown")}</Text>;
  const pictured = pictures(due);
  return (
    <>
      <Title order={3} size="h6" mb="sm">
        {words.deadline?.[due.deadline]} · {due.clause}
      </Title>
      <Timeline bulletSize={24} lineWidth={2} active={due.why.length}>
        {due.why.map((each, place) => {
          const Picture = pictured[place]!;
          return (
            <Timeline.Item key={place} bullet={<Picture size={13} aria-hidden />}>
              <Text size="sm" fw={place === due.why.length - 1 ? 700 : 400}>
                {each}
              </Text>
            </Timeline.Item>
          );
        })}
      </Timeline>
    </>
  );
}

/** The start comes first and the result last; before it stand the pauses, and the days before them. */
function pictures({ why, reckoning }: Due): (typeof Play)[] {
  const days = why.length - 2 - reckoning.pauses.length;
  return why.map((_, place) => {
    if (place === 0) return Play;
    if (place === why.length - 1) return Flag;
    return place <= days ? CalendarDays : Pause;
  });
}
