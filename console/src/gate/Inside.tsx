/** Who is inside: first who should have left (L-9, L-10), each signed out by one press. */
import { Badge, Button, Card, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask, sitePath } from "../api/client";
import { fresh } from "../forms/sending";
import { useNow } from "../records/Due";
import { useKnown } from "../shell/known";
import { notifyDone, RefusalNote } from "../shell/notes";
import { clock, until } from "../shell/time";
import { language, say } from "../shell/words";

interface Visit {
  id: string;
  name: string;
  whom: string;
  clause: string;
  came_at: string;
  until: string;
}

interface View {
  version: number;
  visit: Visit;
  allowed_actions: { command: string; href: string }[];
}

export const INSIDE = ["inside"];
const AGAIN = 30_000;
const MINUTE = 60_000;
/** Who is asked for, the late ones first. */
const STATES = ["inside_late", "inside"];

async function inside(): Promise<View[]> {
  const path = sitePath("/sites/{site}/visits");
  const pages = await Promise.all(STATES.map((state) => ask<{ items: View[] }>("GET", `${path}?limit=100&state=${state}`)));
  return pages.flatMap(({ body }) => body.items);
}

export function Inside() {
  const now = useNow(MINUTE);
  const found = useQuery({ queryKey: INSIDE, queryFn: inside, refetchInterval: AGAIN });
  const late = found.data?.filter(({ visit }) => Date.parse(visit.until) <= now) ?? [];
  const others = found.data?.filter((each) => !late.includes(each)) ?? [];
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <Title order={3} size="h4">
          {say("inside")}
        </Title>
        {found.data && <Badge variant="light">{found.data.length}</Badge>}
      </Group>
      {found.isPending && (found.isPaused ? <Text c="dimmed">{say("lineBroken")}</Text> : <Skeleton h={80} />)}
      {found.isLoadingError && <RefusalNote trouble={found.error} />}
      {found.data?.length === 0 && <Text c="dimmed">{say("nobodyInside")}</Text>}
      {late.length > 0 && (
        <Text fw={700} c="var(--late)">
          {say("mustBeOut")} · {late.length}
        </Text>
      )}
      {[...late, ...others].map((each) => (
        <One key={each.visit.id} view={each} now={now} late={late.includes(each)} />
      ))}
    </Stack>
  );
}

function One({ view: { visit, version, allowed_actions }, now, late }: { view: View; now: number; late: boolean }) {
  const { me, words } = useKnown();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>(null);
  const [key] = useState(fresh);
  const out = allowed_actions.find((each) => each.command === "sign-out");

  async function signOut(href: string): Promise<void> {
    setBusy(true);
    setTrouble(null);
    try {
      await ask("POST", href, { body: {}, key, match: `"${version}"` });
      notifyDone(`${words.operation?.["visit-sign-out"] ?? ""} ${visit.name}`);
    } catch (found) {
      setTrouble(found);
    } finally {
      await queries.invalidateQueries({ queryKey: INSIDE });
      setBusy(false);
    }
  }

  return (
    <Card withBorder p="sm" data-late={late} className="inside">
      <Group justify="space-between" wrap="nowrap">
        <div>
          <Text fw={700} fz="lg">
            {visit.name} → {visit.whom}
          </Text>
          <Text size="sm">
            {say("came")} {clock(visit.came_at, me.time_zone)} · {say("outBy")} {clock(visit.until, me.time_zone)}
          </Text>
          <Text size="sm" c={late ? "var(--late)" : "dimmed"}>
            {until(visit.until, now, language())} · {visit.clause}
          </Text>
        </div>
        {out && (
          <Button size="md" flex="none" variant={late ? "filled" : "light"} color={late ? "red" : undefined} loading={busy} onClick={() => void signOut(out.href)}>
            {words.operation?.["visit-sign-out"]}
          </Button>
        )}
      </Group>
      {trouble !== null && <RefusalNote trouble={trouble} />}
    </Card>
  );
}
