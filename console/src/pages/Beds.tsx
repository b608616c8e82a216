/** The calendar of beds: a row a bed, a bar a guest. */
import { Card, Group, Skeleton, Stack, Text, TextInput, Title, Tooltip, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { ask, sitePath } from "../api/client";
import { labelOf } from "../forms/schema";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";
import { dayAtSite, daysAfter } from "../shell/time";
import { language, say } from "../shell/words";

interface Span {
  room: string;
  bed: string;
  stay: string;
  guest: string;
  name: string;
  sex: string;
  state: string;
  first: string;
  last: string;
}

interface Nights {
  rooms: { number: string; closed: boolean; beds: { key: string; closed: boolean }[] }[];
  nights: { night: string }[];
  spans: Span[];
  today: { day: string; coming: unknown[]; leaving: unknown[] };
}

const WINDOW = 14;

export default function Beds() {
  const { me, words } = useKnown();
  const [from, setFrom] = useState(() => daysAfter(dayAtSite(new Date(), me.time_zone), -1));
  const [, go] = useLocation();
  const path = `${sitePath("/sites/{site}/house/nights")}?from_day=${from}&to_day=${daysAfter(from, WINDOW)}`;
  const found = useQuery({ queryKey: ["beds", path], queryFn: () => ask<Nights>("GET", path) });
  const view = found.data?.body;
  const days = view?.nights.map((each) => each.night) ?? [];
  const weekday = new Intl.DateTimeFormat(language(), { weekday: "narrow", timeZone: "UTC" });
  const columns = { gridTemplateColumns: `5.5rem repeat(${days.length}, minmax(2.4rem, 1fr))` };
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={2} size="h3">
          {words.operation?.["house-nights"] ?? ""}
        </Title>
        <TextInput type="date" label={labelOf(words, "from_day")} value={from} onChange={(event) => event.currentTarget.value && setFrom(event.currentTarget.value)} />
      </Group>
      {found.isPending && <Skeleton h={300} />}
      {found.isError && <RefusalNote trouble={found.error} />}
      {view && (
        <Card withBorder p="xs" className="beds" tabIndex={0} role="region" aria-label={words.operation?.["house-nights"]}>
          <div className="bed-row" style={columns}>
            <span />
            {days.map((each) => (
              <Text key={each} size="xs" ta="center" fw={each === view.today.day ? 800 : 400} c={each === view.today.day ? "cyan" : "dimmed"}>
                {each.slice(8)}
                <br />
                {weekday.format(new Date(each))}
              </Text>
            ))}
          </div>
          {view.rooms.flatMap((room) =>
            room.beds.map((bed) => (
              <div className="bed-row" style={columns} key={`${room.number}/${bed.key}`} data-closed={room.closed || bed.closed}>
                <Text size="sm">
                  {room.number} {bed.key}
                </Text>
                {view.spans
                  .filter((span) => span.room === room.number && span.bed === bed.key)
                  .map((span) => {
                    const first = Math.max(days.indexOf(span.first), 0);
                    const last = days.indexOf(span.last);
                    const end = (last === -1 ? days.length - 1 : last) + 1;
                    return (
                      <Tooltip key={span.guest + span.first} label={`${span.name} ${span.first} – ${span.last} ${words.stay?.[span.state] ?? ""}`}>
                        <UnstyledButton
                          className="bed-span"
                          data-sex={span.sex}
                          style={{ gridColumn: `${first + 2} / ${end + 2}` }}
                          onClick={() => go(`/record/stay/${span.stay}`)}
                        >
                          {span.name}
                        </UnstyledButton>
                      </Tooltip>
                    );
                  })}
              </div>
            )),
          )}
          {view.rooms.length === 0 && <Text c="dimmed">{say("nothing")}</Text>}
        </Card>
      )}
    </Stack>
  );
}
