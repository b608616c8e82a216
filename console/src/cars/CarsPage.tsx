/** Which car and driver is out when, and which trips wait for one. */
import "./cars.css";
import {
  ActionIcon, Badge, Card, Group, SegmentedControl, Skeleton, Stack, Text, TextInput, Title, UnstyledButton,
} from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import { useLocation } from "wouter";
import { actionOf } from "../approving/waiting";
import { ask, sitePath } from "../api/client";
import { may, nameOf, operationOf } from "../api/definitions";
import { labelOf } from "../forms/schema";
import { page } from "../lists/asking";
import { inside, type Shown } from "../records/reading";
import { CardButton } from "../shell/CardButton";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";
import type { PageOf } from "../shell/places";
import { atSite, dayAtSite, shown } from "../shell/time";
import { language, say } from "../shell/words";
import { Arrange } from "./Arrange";
import { daysFrom, plusDays, type Booked, type Calendar, type Span, type Trip } from "./calendar";
import { TimeLine } from "./TimeLine";

const LENGTHS = [
  { value: "1", label: "oneDay" },
  { value: "7", label: "oneWeek" },
  { value: "31", label: "oneMonth" },
] as const;

export default function CarsPage({ op }: PageOf) {
  const { words, me } = useKnown();
  const today = dayAtSite(new Date(), me.time_zone);
  const [first, setFirst] = useState(today);
  const [days, setDays] = useState(7);
  const [chosen, choose] = useState<string | null>(null);
  const [time, setTime] = useState<Span | null>(null);
  const wide = useMediaQuery("(min-width: 48em)", true);
  const queries = useQueryClient();
  const path = `${sitePath(op.path)}?from_day=${first}&to_day=${plusDays(first, days - 1)}`;
  const found = useQuery({ queryKey: ["cars", path], queryFn: async () => (await ask<Calendar>("GET", path)).body, placeholderData: (before) => before });
  const waiting = useWaiting();
  const view = waiting.data?.find((each) => inside(each).id === chosen);
  const trip = view && (inside(view) as unknown as Trip);

  function pick(of: Trip): void {
    choose(of.id);
    setTime({ begins: of.begins, ends: of.ends });
    const [day, end] = [of.begins, of.ends].map((each) => dayAtSite(new Date(each), me.time_zone)) as [string, string];
    setFirst(day);
    setDays(day === end ? 1 : 7);
  }

  function arranged(): void {
    choose(null);
    setTime(null);
    void queries.invalidateQueries();
  }

  return (
    <Stack>
      <Group justify="space-between" align="flex-end">
        <Title order={2} size="h3">
          {nameOf(words, op)}
        </Title>
        <Group gap="xs" align="flex-end">
          <SegmentedControl size="sm" value={String(days)} onChange={(value) => setDays(Number(value))} data={LENGTHS.map(({ value, label }) => ({ value, label: say(label) }))} />
          <ActionIcon variant="default" size="lg" aria-label={say("earlierDays")} onClick={() => setFirst(plusDays(first, -days))}>
            <ChevronLeft size={18} />
          </ActionIcon>
          <TextInput size="sm" type="date" aria-label={labelOf(words, "from_day")} value={first} onChange={(event) => event.currentTarget.value && setFirst(event.currentTarget.value)} />
          <ActionIcon variant="default" size="lg" aria-label={say("laterDays")} onClick={() => setFirst(plusDays(first, days))}>
            <ChevronRight size={18} />
          </ActionIcon>
        </Group>
      </Group>
      {found.isPending && <Skeleton h={240} />}
      {found.isLoadingError && <RefusalNote trouble={found.error} />}
      <div className="cars">
        {found.data && (
          <Card withBorder p="xs" className="cars-board">
            {found.data.cars.length === 0 && <Text c="dimmed">{say("carsNone")}</Text>}
            {wide ? (
              <>
                <TimeLine title={labelOf(words, "cars", "CarCalendar")} rows={found.data.cars} {...{ first, days, today }} wanted={trip ? time : null} />
                <TimeLine title={labelOf(words, "drivers", "CarCalendar")} rows={found.data.drivers} {...{ first, days, today }} wanted={trip ? time : null} />
              </>
            ) : (
              <DayByDay rows={[...found.data.cars, ...found.data.drivers]} days={daysFrom(first, days)} />
            )}
          </Card>
        )}
        {waiting.data && (
          <Stack gap="xs" component="section" aria-label={say("carsWaiting")}>
            <Group gap="xs">
              <Title order={3} size="h5">
                {say("carsWaiting")}
              </Title>
              {waiting.data.length > 0 && <Badge circle>{waiting.data.length}</Badge>}
            </Group>
            {waiting.data.length === 0 && (
              <Text size="sm" c="dimmed">
                {say("carsNoneWaiting")}
              </Text>
            )}
            {waiting.data.map((each) => {
              const one = inside(each) as unknown as Trip;
              return (
                <Card key={one.id} withBorder p="sm" data-chosen={one.id === chosen}>
                  <UnstyledButton w="100%" aria-expanded={one.id === chosen} onClick={() => pick(one)}>
                    <Text fw={600}>
                      {one.destination} · {one.passengers} {say("passengers")}
                    </Text>
                    <Text size="sm">
                      {shown(one.begins, me.time_zone)} – {shown(one.ends, me.time_zone)}
                    </Text>
                    <Text size="xs" c="dimmed">
                      {one.reception_number} · {one.purpose}
                    </Text>
                  </UnstyledButton>
                  {one.id === chosen && found.data && time && (
                    <Arrange trip={one} version={each.version as number} href={actionOf(each, "arrange")!.href} calendar={found.data} time={time} change={setTime} done={arranged} />
                  )}
                </Card>
              );
            })}
          </Stack>
        )}
      </div>
    </Stack>
  );
}

/** Trips that this person may arrange now; nothing for who arranges none. */
function useWaiting() {
  const { definitions, me } = useKnown();
  const arranges = operationOf(definitions, "trip-arrange")!;
  const list = operationOf(definitions, "trip-list")!;
  return useQuery({
    queryKey: ["cars-waiting"],
    enabled: may(arranges, me),
    queryFn: async () => (await page(sitePath(list.path), { state: "approved" })).items.filter((each: Shown) => actionOf(each, "arrange")),
  });
}

/** On a phone: day by day who drives what where. */
function DayByDay({ rows, days }: { rows: Booked[]; days: string[] }) {
  const { me } = useKnown();
  const [, go] = useLocation();
  const all = rows.flatMap((row) => row.bars.map((bar) => ({ bar, name: row.name, day: dayAtSite(new Date(bar.begins), me.time_zone) })));
  const trips = new Map(all.map((each) => [each.bar.trip, { ...each, names: all.filter(({ bar }) => bar.trip === each.bar.trip).map(({ name }) => name) }]));
  const weekday = new Intl.DateTimeFormat(language(), { weekday: "long", timeZone: "UTC" });
  const shownDays = days.filter((day) => [...trips.values()].some((each) => each.day === day));
  if (shownDays.length === 0) return <Text c="dimmed">{say("carsNothing")}</Text>;
  return (
    <Stack gap="md">
      {shownDays.map((day) => (
        <Stack key={day} gap="xs" component="section" aria-label={day}>
          <Title order={3} size="h6">
            {day} {weekday.format(new Date(day))}
          </Title>
          {[...trips.values()]
            .filter((each) => each.day === day)
            .sort((one, other) => one.bar.begins.localeCompare(other.bar.begins))
            .map(({ bar, names }) => (
              <CardButton key={bar.trip} to={() => go(`/record/trip/${bar.trip}`)}>
                <Text fw={600}>
                  {atSite(bar.begins, me.time_zone).slice(11)} – {atSite(bar.ends, me.time_zone).slice(11)} {bar.destination}
                </Text>
                <Text size="sm" c="dimmed">
                  {names.join(" · ")}
                </Text>
              </CardButton>
            ))}
        </Stack>
      ))}
    </Stack>
  );
}
