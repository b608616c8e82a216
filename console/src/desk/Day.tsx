/** The day at the desk: who has reported, what it comes to, when it closes; and days that were closed (T-4.7). */
import { Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { CalendarX } from "lucide-react";
import { useLocation } from "wouter";
import { ask, isAbsent, sitePath } from "../api/client";
import { may, nameOf, operationOf } from "../api/definitions";
import { labelOf } from "../forms/schema";
import { CardButton } from "../shell/CardButton";
import { Empty } from "../shell/Empty";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";
import type { PageOf } from "../shell/places";
import { say } from "../shell/words";
import { Countdown } from "./Countdown";
import { DayPicker } from "./DayPicker";
import { Departments, type Balance, type ReportState } from "./Departments";

interface Running {
  day: string;
  reminds_at: string;
  closes_at: string;
  reports: ReportState[];
  balances: Balance[];
}

interface Closed {
  balances: Balance[];
  reports: ReportState[];
}

interface Summary {
  day: string;
  not_reported: string[];
  balances: Balance[];
}

const MINUTE = 60_000;

export default function DayPage({ op, id }: PageOf) {
  const { definitions, words, me } = useKnown();
  const [, go] = useLocation();
  const running = useQuery({
    queryKey: ["running-day"],
    refetchInterval: MINUTE,
    queryFn: async () => (await ask<Running>("GET", sitePath("/sites/{site}/running-day"))).body,
  });
  const closes = operationOf(definitions, "day")!;
  if (running.isPending) return <Skeleton h={240} />;
  if (running.isLoadingError) return <RefusalNote trouble={running.error} />;
  const today = running.data;
  const day = id || today.day;
  return (
    <Stack maw={1000}>
      <Group justify="space-between" align="flex-end">
        <Title order={2} size="h3">
          {nameOf(words, op)}
        </Title>
        {may(closes, me) && (
          <DayPicker day={day} last={today.day} pick={(to) => go(to >= today.day ? "/day" : `/day/${to}`)} />
        )}
      </Group>
      {day === today.day ? (
        <>
          <Countdown remindsAt={today.reminds_at} closesAt={today.closes_at} />
          <Departments day={day} reports={today.reports} balances={today.balances} />
        </>
      ) : (
        <ClosedDay day={day} />
      )}
      {may(closes, me) && <Past shown={day} />}
    </Stack>
  );
}

function ClosedDay({ day }: { day: string }) {
  const path = sitePath("/sites/{site}/days/{day}", { day });
  const found = useQuery({ queryKey: ["record", path], queryFn: async () => (await ask<Closed>("GET", path)).body });
  if (found.isPending) return <Skeleton h={240} />;
  if (isAbsent(found.error)) return <Empty Icon={CalendarX} said={say("dayNotClosed")} />;
  if (found.isLoadingError) return <RefusalNote trouble={found.error} />;
  return <Departments day={day} reports={found.data.reports} balances={found.data.balances} closed />;
}

function Past({ shown }: { shown: string }) {
  const { words, names } = useKnown();
  const [, go] = useLocation();
  const found = useQuery({
    queryKey: ["days"],
    queryFn: async () => (await ask<{ items: Summary[] }>("GET", `${sitePath("/sites/{site}/days")}?limit=14`)).body.items,
  });
  const days = (found.data ?? []).filter((each) => each.day !== shown);
  if (days.length === 0) return null;
  const sum = (of: Summary, key: "issued" | "completed" | "open"): number =>
    of.balances.reduce((total, each) => total + each[key], 0);
  return (
    <>
      <Title order={3} size="h5" mt="md">
        {say("pastDays")}
      </Title>
      {days.map((each) => (
        <CardButton key={each.day} to={() => go(`/day/${each.day}`)}>
          <Group justify="space-between">
            <Text size="sm" fw={600}>
              {each.day}
            </Text>
            <Text size="sm">
              {(["issued", "completed", "open"] as const)
                .map((key) => `${labelOf(words, key)} ${sum(each, key)}`)
                .join(" · ")}
            </Text>
            {each.not_reported.length > 0 && (
              <Text size="xs" c="red">
                {labelOf(words, "not_reported")}: {each.not_reported.map((of) => names.department(of)).join("、")}
              </Text>
            )}
          </Group>
        </CardButton>
      ))}
    </>
  );
}
