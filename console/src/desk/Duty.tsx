/** The duty record of a day: every form that was issued, what it was about, what came of it (T-4.1, T-4.5). */
import { Badge, Button, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { NotebookPen } from "lucide-react";
import { useState } from "react";
import { useLocation } from "wouter";
import { sitePath } from "../api/client";
import { nameOf } from "../api/definitions";
import { labelOf } from "../forms/schema";
import { page } from "../lists/asking";
import { Filter } from "../lists/Filter";
import { CardButton } from "../shell/CardButton";
import { Empty } from "../shell/Empty";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";
import type { PageOf } from "../shell/places";
import { atSite, dayAtSite } from "../shell/time";
import { say } from "../shell/words";
import { DayPicker } from "./DayPicker";
import "./Duty.css";

interface Entry {
  number: string;
  form: string;
  /** `ticket#id` of the record that it was issued from. */
  record: string;
  at: string;
  void: { reason: string } | null;
  matter: { kind: string; words: string; content: string | null; handling: string | null; result: string | null } | null;
}

export default function Duty({ op }: PageOf) {
  const { words, me } = useKnown();
  const today = dayAtSite(new Date(), me.time_zone);
  const [day, pick] = useState(today);
  const [form, narrow] = useState<string | null>(null);
  const pages = useInfiniteQuery({
    queryKey: ["duty", day, form],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      page(sitePath(op.path), { day, order: "newest", ...(form && { form }), ...(pageParam && { cursor: pageParam }) }),
    getNextPageParam: (last) => last.next,
  });
  const entries = (pages.data?.pages.flatMap((each) => each.items) ?? []) as unknown as Entry[];
  return (
    <Stack>
      <Group justify="space-between" align="flex-end">
        <Title order={2} size="h3">
          {nameOf(words, op)}
        </Title>
        <Group gap="xs" align="flex-end">
          <Filter name="form" schema={op.query!.form!} value={form} set={narrow} />
          <DayPicker day={day} last={today} pick={pick} />
        </Group>
      </Group>
      {pages.isPending && <Skeleton h={240} />}
      {pages.isLoadingError && <RefusalNote trouble={pages.error} />}
      {pages.isSuccess && entries.length === 0 && <Empty Icon={NotebookPen} said={say("noDuty")} />}
      <Stack gap={6}>
        {entries.map((each) => (
          <Line key={each.number} entry={each} />
        ))}
      </Stack>
      {pages.hasNextPage && (
        <Button variant="subtle" onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
          {say("more")}
        </Button>
      )}
    </Stack>
  );
}

function Line({ entry }: { entry: Entry }) {
  const { words, me } = useKnown();
  const [, go] = useLocation();
  const { matter } = entry;
  const [kind, id] = entry.record.split("#");
  const outcome = (["content", "handling", "result"] as const).filter((key) => matter?.[key]);
  return (
    <CardButton to={() => go(`/record/${kind}/${id}`)}>
      <div className="duty">
        <Text fw={600}>{atSite(entry.at, me.time_zone).split("T")[1]}</Text>
        <div>
          <Text size="sm" fw={600} td={entry.void ? "line-through" : undefined}>
            {entry.number}
          </Text>
          <Text size="xs" c="dimmed">
            {words.form?.[entry.form]}
          </Text>
        </div>
        <div>
          {entry.void && (
            <Badge color="red" variant="light" tt="none">
              {say("voided")}: {entry.void.reason}
            </Badge>
          )}
          {matter && (
            <Text size="sm" className="said" lineClamp={3}>
              {words.kind?.[matter.kind]} · {matter.words}
            </Text>
          )}
          {outcome.map((key) => (
            <Text key={key} size="sm" c="dimmed" className="said" lineClamp={3}>
              {labelOf(words, key, "Matter")}: {matter![key]}
            </Text>
          ))}
        </div>
      </div>
    </CardButton>
  );
}
