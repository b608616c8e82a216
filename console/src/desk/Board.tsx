/** Every ticket where it stands: a column a state, the most urgent first, each loaded as it is seen. */
import { Badge, Button, Group, SegmentedControl, Select, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useIntersection, useMediaQuery } from "@mantine/hooks";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { List } from "lucide-react";
import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { sitePath } from "../api/client";
import { nameOf, type Operation } from "../api/definitions";
import { labelOf } from "../forms/schema";
import { ownDepartment, page } from "../lists/asking";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";
import type { PageOf } from "../shell/places";
import { inMine, say } from "../shell/words";
import "./Board.css";
import { TicketCard } from "./TicketCard";
import type { TicketView } from "./ticket";

const MINUTE = 60_000;
/** Of a state all departments' are read, and one's shown. */
const MOST = "100";

export default function Board({ op }: PageOf) {
  const { words, names, me } = useKnown();
  const [, go] = useLocation();
  const wide = useMediaQuery("(min-width: 48em)", true);
  const own = useQuery({ queryKey: ["own-department", op.name], queryFn: () => ownDepartment(sitePath(op.path)) });
  const [chosen, choose] = useState<string | null>(null);
  const states = Object.keys(words.state ?? {});
  const [picked, pick] = useState<string | null>(null);
  const [passed, pass] = useState(0);
  const state = picked ?? states[passed]!;
  const department = own.data ?? chosen;
  const columns = wide ? states : [state];
  return (
    <Stack>
      <Group justify="space-between" align="flex-end">
        <Title order={2} size="h3">
          {nameOf(words, op)}
          {own.data && ` · ${names.department(own.data)}`}
        </Title>
        <Group gap="xs">
          {own.data === null && (
            <Select
              w={200}
              clearable
              aria-label={labelOf(words, "department")}
              placeholder={say("allDepartments")}
              value={chosen}
              onChange={choose}
              data={me.departments
                .filter((each) => !each.closed)
                .map((each) => ({ value: each.key, label: inMine(each.name) }))}
            />
          )}
          <Button variant="default" leftSection={<List size={18} aria-hidden />} onClick={() => go(`/list/${op.name}`)}>
            {say("asList")}
          </Button>
        </Group>
      </Group>
      {!wide && (
        <div className="board-states">
          <SegmentedControl
            aria-label={labelOf(words, "state")}
            value={state}
            onChange={pick}
            data={states.map((each) => ({ value: each, label: words.state![each]! }))}
          />
        </div>
      )}
      {own.isPending && <Skeleton h={240} />}
      {own.isLoadingError && <RefusalNote trouble={own.error} />}
      {own.isSuccess && (
        <div className="board" tabIndex={0} role="region" aria-label={nameOf(words, op)}>
          {columns.map((each) => (
            <Column
              key={`${each} ${department}`}
              op={op}
              state={each}
              department={department}
              folds={wide}
              passOver={!wide && picked === null && passed < states.length - 1 ? () => pass(passed + 1) : undefined}
            />
          ))}
        </div>
      )}
    </Stack>
  );
}

interface ColumnOf {
  op: Operation;
  state: string;
  department: string | null;
  /** Whether it makes room for the others where it is empty. */
  folds: boolean;
  /** What is done where it is empty and nobody asked for it. */
  passOver?: () => void;
}

function Column({ op, state, department, folds, passOver }: ColumnOf) {
  const { words } = useKnown();
  const { ref, entry } = useIntersection({ rootMargin: "0px 200px" });
  const [seen, see] = useState(false);
  useEffect(() => {
    if (entry?.isIntersecting) see(true);
  }, [entry]);
  const pages = useInfiniteQuery({
    queryKey: ["board", state, department],
    enabled: seen,
    refetchInterval: MINUTE,
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      page(sitePath(op.path), {
        state,
        order: "due",
        ...(department && { department, limit: MOST }),
        ...(pageParam && { cursor: pageParam }),
      }),
    getNextPageParam: (last) => last.next,
  });
  const views = (pages.data?.pages.flatMap((each) => each.items) ?? []) as unknown as TicketView[];
  const tickets = views.map((each) => each.ticket);
  const empty = pages.isSuccess && tickets.length === 0 && !pages.hasNextPage;
  useEffect(() => {
    if (empty) passOver?.();
  }, [empty, passOver]);
  return (
    <section ref={ref} className="board-column" data-folded={empty && folds} aria-label={words.state?.[state]}>
      <Group className="board-head" justify="space-between" gap="xs">
        <Title order={3} size="h6">
          {words.state?.[state]}
        </Title>
        {pages.isSuccess && (
          <Badge variant="light" color="gray" circle={tickets.length < 10}>
            {tickets.length}
            {pages.hasNextPage && say("orMore")}
          </Badge>
        )}
      </Group>
      {pages.isPending && <Skeleton h={120} />}
      {pages.isLoadingError && <RefusalNote trouble={pages.error} />}
      {empty && !folds && <Text c="dimmed">{say("boardEmpty")}</Text>}
      {tickets.map((each) => (
        <TicketCard key={each.id} ticket={each} department={department === null} />
      ))}
      {pages.hasNextPage && (
        <Button variant="subtle" size="xs" onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
          {say("more")}
        </Button>
      )}
    </section>
  );
}
