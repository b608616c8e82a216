/** The dormitory office's day: who comes and leaves, who waits, and the calendar of beds (L-2, L-3, L-6). */
import "./beds.css";
import { ActionIcon, Button, Grid, Group, Skeleton, Stack, TextInput, Title } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight, Search } from "lucide-react";
import { useState } from "react";
import { ask, sitePath } from "../api/client";
import type { Nights } from "./nights";
import { Queue } from "./Queue";
import { Rooms } from "./Rooms";
import { Today } from "./Today";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";
import { dayAtSite, daysAfter } from "../shell/time";
import { say } from "../shell/words";

const WEEK = 7;
const MINUTE = 60_000;

export default function Beds() {
  const { me, words } = useKnown();
  const today = dayAtSite(new Date(), me.time_zone);
  const [from, setFrom] = useState(daysAfter(today, -1));
  const [text, type] = useState("");
  const wide = useMediaQuery("(min-width: 48em)", true);
  const days = wide ? 2 * WEEK : WEEK;
  const path = `${sitePath("/sites/{site}/house/nights")}?from_day=${from}&to_day=${daysAfter(from, days - 1)}`;
  const found = useQuery({
    queryKey: ["beds", path],
    queryFn: async () => (await ask<Nights>("GET", path)).body,
    placeholderData: keepPreviousData,
    refetchInterval: MINUTE,
  });
  return (
    <Stack>
      <Title order={2} size="h3">
        {words.operation?.["house-nights"]}
      </Title>
      {found.isPending && <Skeleton h={300} />}
      {found.isLoadingError && <RefusalNote trouble={found.error} />}
      {found.data && (
        <Grid>
          <Grid.Col span={{ base: 12, lg: 3 }} order={{ lg: 2 }}>
            <Stack gap="md">
              <TextInput
                type="search"
                size="md"
                aria-label={say("findBed")}
                placeholder={say("findBed")}
                leftSection={<Search size={16} />}
                value={text}
                onChange={(event) => type(event.currentTarget.value)}
              />
              <Today today={found.data.today} text={text.trim()} />
              <Queue />
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, lg: 9 }}>
            <Stack gap="xs">
              <Group gap="xs">
                <ActionIcon variant="default" size="lg" aria-label={say("earlier")} onClick={() => setFrom(daysAfter(from, -WEEK))}>
                  <ChevronLeft size={18} />
                </ActionIcon>
                <Button variant="default" onClick={() => setFrom(daysAfter(today, -1))}>
                  {say("today")}
                </Button>
                <ActionIcon variant="default" size="lg" aria-label={say("later")} onClick={() => setFrom(daysAfter(from, WEEK))}>
                  <ChevronRight size={18} />
                </ActionIcon>
                <TextInput
                  type="date"
                  aria-label={words.field?.from_day}
                  value={from}
                  onChange={(event) => event.currentTarget.value && setFrom(event.currentTarget.value)}
                />
              </Group>
              <Rooms view={found.data} text={text.trim()} />
            </Stack>
          </Grid.Col>
        </Grid>
      )}
    </Stack>
  );
}
