/** Whether an employee may apply for beds, and what the GM office may do about it (L-7). */
import { Card, Group, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ask, sitePath } from "../api/client";
import { operationOf } from "../api/definitions";
import { Actions } from "../records/Actions";
import type { Shown } from "../records/reading";
import { useKnown } from "../shell/known";
import { shown } from "../shell/time";
import { say } from "../shell/words";

interface Conduct extends Shown {
  barred: { until: string | null; reason: string | null } | null;
  counted: { day: string }[];
}

/** By which somebody sees their own standing, and nobody else's. */
const OWN = "employee";

export function Standing({ employee }: { employee: string }) {
  const { definitions, me, words } = useKnown();
  const queries = useQueryClient();
  const op = operationOf(definitions, "conduct")!;
  const path = sitePath(op.path, { employee });
  const found = useQuery({
    queryKey: ["conduct", path],
    enabled: op.roles.some((each) => each !== OWN && me.roles.includes(each)),
    queryFn: () => ask<Conduct>("GET", path),
  });
  if (!found.data) return null;
  const { body: view, etag } = found.data;
  const { barred, counted } = view;
  const until = barred?.until && `${say("until")} ${shown(barred.until, me.time_zone)}`;
  return (
    <Card withBorder component="section" aria-label={words.operation?.conduct}>
      <Group justify="space-between">
        <div>
          <Text c="dimmed">
            {words.operation?.conduct} · L-7
          </Text>
          <Text fw={600}>{barred ? [say("mayNotApply"), until, barred.reason].filter(Boolean).join(" · ") : say("mayApply")}</Text>
          {counted.length > 0 && (
            <Text size="sm" c="dimmed">
              {words.operation?.["violation-list"]} {counted.map(({ day }) => day).join("、")}
            </Text>
          )}
        </div>
        {(view.allowed_actions as unknown[]).length > 0 && (
          <div>
            <Actions id={employee} view={view} match={etag ?? undefined} changed={() => void queries.invalidateQueries()} />
          </div>
        )}
      </Group>
    </Card>
  );
}
