/** One's own matter as its owner follows it: how far it is, what comes next, what is asked of them. */
import { Badge, Button, Card, Group, Rating, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { firstDue } from "../records/Due";
import type { Action } from "../records/operations";
import { numberOf } from "../records/reading";
import { useKnown } from "../shell/known";
import { shown } from "../shell/time";
import { say } from "../shell/words";
import { ActionDialog, type Chosen } from "./ActionDialog";
import { ASKS, asksOwner, isOver, nextOf, OTHERWISE, wayOf, type Matter, type Ticket } from "./matter";
import { Sum } from "./Quotation";
import { Until } from "./Until";
import { Way } from "./Way";

/** What an owner's own form need not ask. */
const SETTLED: Record<string, Record<string, unknown>> = {
  consent: { manner: "in_app", given_by: undefined },
  urge: { channel: "mobile" },
};

const GIVE_UP = "cancel";
const GRAVE = { variant: "subtle", color: "red" };
const PLAIN = { variant: "default" };

interface CardOf {
  matter: Matter;
  /** To its own page, where it does not stand there. */
  more?: () => void;
}

export function MatterCard({ matter, more }: CardOf) {
  const [chosen, choose] = useState<Chosen | null>(null);
  const { me, words } = useKnown();
  const { ticket, allowed_actions: actions } = matter;
  const asked = actions.find(({ command }) => command in ASKS);
  const refused = actions.find(({ command }) => asked && command === ASKS[asked.command]!.refusal);
  const others = Object.keys(OTHERWISE)
    .map((command) => actions.find((each) => each.command === command))
    .filter((each) => each !== undefined && each !== refused) as Action[];
  const where = ticket.place.unit ?? ticket.place.area;
  const next = nextOf(ticket);
  const due = firstDue(ticket.timers);

  function start(action: Action): void {
    const { command } = action;
    choose({
      action,
      id: ticket.id,
      version: ticket.version,
      called: say(ASKS[command]?.called ?? OTHERWISE[command]!),
      settled: SETTLED[command],
      above: command === "consent" && <Sum title={say("quoted")} priced={ticket.quotation!} />,
    });
  }

  return (
    <Card withBorder p="md" component="article" aria-label={ticket.words} data-asks={asksOwner(matter)}>
      <Stack gap="sm">
        <div>
          <Group justify="space-between" align="flex-start" wrap="nowrap">
            <Text fw={600} lineClamp={more && 2} className="said">
              {ticket.words}
            </Text>
            <Badge tt="none" variant="light" color={ticket.state === "cancelled" ? "gray" : undefined} style={{ flexShrink: 0 }}>
              {words.state![ticket.state]}
            </Badge>
          </Group>
          <Text size="sm" c="dimmed">
            {[words.kind![ticket.kind], where, numberOf(ticket)].filter(Boolean).join(" · ")}
          </Text>
          <Text size="xs" c="dimmed">
            {shown(ticket.received_at, me.time_zone)}
          </Text>
        </div>
        {ticket.state !== "cancelled" && <Way {...wayOf(ticket)} called={(point) => words.state![point]!} />}
        {!isOver(matter) && (
          <div>
            {next && <Text>{say(next)}</Text>}
            {due && <Until what={say("dueBy")} at={due} />}
          </div>
        )}
        <Facts ticket={ticket} />
        {asked && (
          <Group grow preventGrowOverflow={false} gap="xs">
            <Button size="lg" px="sm" onClick={() => start(asked)}>
              {say(ASKS[asked.command]!.called)}
            </Button>
            {refused && (
              <Button size="lg" px="sm" variant="light" color="red" onClick={() => start(refused)}>
                {say(OTHERWISE[refused.command]!)}
              </Button>
            )}
          </Group>
        )}
        <Group gap={4}>
          {others.map((each) => (
            <Button key={each.command} {...(each.command === GIVE_UP ? GRAVE : PLAIN)} onClick={() => start(each)}>
              {say(OTHERWISE[each.command]!)}
            </Button>
          ))}
          {more && (
            <Button variant="subtle" ml="auto" px="xs" onClick={more}>
              {say("moreAbout")}
              {ticket.files.length > 0 && ` (${ticket.files.length})`}
            </Button>
          )}
        </Group>
      </Stack>
      <ActionDialog chosen={chosen} close={() => choose(null)} />
    </Card>
  );
}

/** What it costs and why, what came of it, how it was found. */
function Facts({ ticket }: { ticket: Ticket }) {
  const { words } = useKnown();
  const { warranty, quotation, work, explanation, acceptance } = ticket;
  const result = work?.result ?? explanation?.content;
  const owing = ticket.charges.filter((each) => !each.payment);
  return (
    <>
      {warranty && (
        <Text size="sm">
          {words.field!.warranty}: {words.warranty![warranty.reason]}
          {warranty.until && ` (${warranty.until})`}
        </Text>
      )}
      {quotation?.state === "offered" && (
        <>
          <Sum title={say("quoted")} priced={quotation} />
          <Text size="sm" c="dimmed">
            {say("consentFirst")}
          </Text>
        </>
      )}
      {result && (
        <Text size="sm" className="said">
          {words.field!.result}: {result}
        </Text>
      )}
      {owing.map((each, place) => (
        <Sum key={place} title={say("toPay")} priced={each} />
      ))}
      {acceptance?.satisfaction && (
        <Group gap="xs">
          <Text size="sm">{say("yourRating")}</Text>
          <Rating value={acceptance.satisfaction} readOnly role="img" aria-label={`${acceptance.satisfaction} / 5`} />
        </Group>
      )}
    </>
  );
}
