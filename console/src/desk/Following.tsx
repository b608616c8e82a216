/** One matter to be asked about: what it was, what was done, whom to reach how, and the form of the call or visit. */
import { Alert, Anchor, Button, Divider, Group, Skeleton, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { DoorOpen, ExternalLink, Phone } from "lucide-react";
import { lazy, Suspense } from "react";
import { useLocation } from "wouter";
import { ask, sitePath } from "../api/client";
import { given } from "../forms/given";
import { labelOf } from "../forms/schema";
import { operationAt } from "../records/operations";
import { numberOf, type Shown } from "../records/reading";
import { useKnown } from "../shell/known";
import { notifyDone, RefusalNote } from "../shell/notes";
import { dayAtSite, shown } from "../shell/time";
import { say } from "../shell/words";
import type { Way } from "./FollowUps";
import { useDesk } from "./settings";
import { placeOf, type FollowUp, type Ticket, type TicketView } from "./ticket";

const ActionForm = lazy(() => import("../forms/ActionForm"));

interface Screen extends TicketView {
  reminder: string | null;
}

interface FollowingOf {
  id: string;
  way: Way;
  done: () => void;
  leave: () => void;
}

export function Following({ id, way, done, leave }: FollowingOf) {
  const known = useKnown();
  const { definitions, words } = known;
  const path = sitePath("/sites/{site}/tickets/{ticket}", { ticket: id });
  const found = useQuery({ queryKey: ["record", path], queryFn: () => ask<Screen>("GET", path) });
  if (found.isPending) return <Skeleton h={320} />;
  if (found.isLoadingError) return <RefusalNote trouble={found.error} />;
  const { ticket, allowed_actions, reminder } = found.data.body;
  const action = allowed_actions.find((each) => each.command === way);
  const meant = action && operationAt(definitions, "POST", action.href);
  return (
    <Stack gap="sm">
      <Matter ticket={ticket} />
      <Contact ticket={ticket} path={path} />
      {ticket.follow_ups.length > 0 && <Before entries={ticket.follow_ups} />}
      <Divider />
      {way === "visit" && <AtTheDoor reminder={reminder} />}
      {meant ? (
        <Suspense fallback={<Skeleton h={200} />}>
          <ActionForm
            op={meant.op}
            path={action.href}
            name={`${meant.op.name}/${id}`}
            match={found.data.etag ?? undefined}
            given={given(meant.op, found.data.body as unknown as Shown, known)}
            done={() => {
              notifyDone(words.operation?.[meant.op.name] ?? "");
              done();
            }}
            stale={() => void found.refetch()}
            cancel={leave}
          />
        </Suspense>
      ) : (
        <Text c="dimmed">{say("noActions")}</Text>
      )}
    </Stack>
  );
}

function Matter({ ticket }: { ticket: Ticket }) {
  const { words, me } = useKnown();
  const [, go] = useLocation();
  const { work } = ticket;
  return (
    <div>
      <Group justify="space-between" align="flex-start" gap="xs">
        <Title order={3} size="h4" className="said">
          {ticket.words}
        </Title>
        <Button
          variant="subtle"
          size="compact-sm"
          rightSection={<ExternalLink size={14} aria-hidden />}
          onClick={() => go(`/record/ticket/${ticket.id}`)}
        >
          {numberOf(ticket)}
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        {[words.kind?.[ticket.kind], placeOf(ticket)].filter(Boolean).join(" · ")}
      </Text>
      {work?.result && (
        <Text size="sm" mt="xs" className="said">
          {labelOf(words, "result")}: {work.result}
          {work.completed_at && ` (${shown(work.completed_at, me.time_zone)})`}
        </Text>
      )}
    </div>
  );
}

/** The number is read from the person as it is asked for, and that it was is recorded (P-private). */
function Contact({ ticket, path }: { ticket: Ticket; path: string }) {
  const number = useQuery({
    queryKey: ["contact", path],
    enabled: false,
    queryFn: async () => (await ask<{ phone: string }>("GET", `${path}/contact`)).body.phone,
  });
  return (
    <Group gap="sm">
      <Text fw={600}>{ticket.reporter.name}</Text>
      {number.data ? (
        <Anchor href={`tel:${number.data}`} fw={700} size="lg">
          {number.data}
        </Anchor>
      ) : (
        <>
          <Text>{ticket.reporter.phone}</Text>
          <Button
            variant="light"
            size="xs"
            leftSection={<Phone size={14} aria-hidden />}
            loading={number.isFetching}
            onClick={() => void number.refetch()}
          >
            {say("showPhone")}
          </Button>
          <Text size="xs" c="dimmed">
            {say("phoneRecorded")}
          </Text>
        </>
      )}
      {number.isLoadingError && <RefusalNote trouble={number.error} />}
    </Group>
  );
}

/** Calls and visits that there were, and how many tries of today are used up. */
function Before({ entries }: { entries: FollowUp[] }) {
  const { words, me } = useKnown();
  const desk = useDesk();
  const today = dayAtSite(new Date(), me.time_zone);
  const tries = entries.filter((each) => !each.reached && dayAtSite(new Date(each.at), me.time_zone) === today);
  return (
    <div>
      <Group justify="space-between">
        <Title order={4} size="h6">
          {labelOf(words, "follow_ups")}
        </Title>
        {desk && tries.length > 0 && (
          <Text size="xs" c="dimmed">
            {say("triesToday")} {tries.length}/{desk.terms.tries_per_day}
          </Text>
        )}
      </Group>
      <Table fz="sm" verticalSpacing={4}>
        <Table.Tbody>
          {entries.map((each) => (
            <Table.Tr key={each.id}>
              <Table.Td>{shown(each.at, me.time_zone)}</Table.Td>
              <Table.Td>{words.contact?.[each.contact]}</Table.Td>
              <Table.Td>{each.reached ? `${labelOf(words, "satisfaction")} ${each.satisfaction}` : say("notReached")}</Table.Td>
              <Table.Td className="said">{each.words}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** What is to be minded at the door (T-4.4.2, T-5.1). */
function AtTheDoor({ reminder }: { reminder: string | null }) {
  const desk = useDesk();
  const [shortest, longest] = desk?.terms.visit_minutes ?? [];
  return (
    <Alert color="cyan" icon={<DoorOpen aria-hidden />} title={say("atTheDoor")}>
      <Text size="sm">
        {say("knock")}
        {shortest !== undefined && ` ${say("visitLasts")} ${shortest}–${longest} ${say("minutes")}`}
      </Text>
      {reminder && <Text size="sm">{reminder}</Text>}
    </Alert>
  );
}
