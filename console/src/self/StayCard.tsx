/** An application of one's own: how far it is, who has signed, the beds, the passes, what is asked. */
import { Badge, Button, Card, CopyButton, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IdCard, Link } from "lucide-react";
import { useLocation } from "wouter";
import { ask, sitePath } from "../api/client";
import { Chain } from "../records/Chain";
import { commandName, type Action } from "../records/operations";
import { useKnown } from "../shell/known";
import { daysBetween, dayShown } from "../shell/time";
import { language, say } from "../shell/words";
import { ASKED, GOES_ON, leaving, wayOf, type Stay, type StayView } from "./stay";
import { Until } from "./Until";
import { Way } from "./Way";

const GRAVE = new Set(["cancel", "withdraw", "call-off"]);

interface CardOf {
  view: StayView;
  start: (action: Action) => void;
  /** Apply for more days from its last on. */
  goOn: () => void;
}

export function StayCard({ view: { stay, allowed_actions: actions }, start, goOn }: CardOf) {
  const known = useKnown();
  const { words } = known;
  const [, go] = useLocation();
  const { first, guests, reason } = stay.asked;
  const last = leaving(stay);
  const way = wayOf(stay);
  const at = way.indexOf(stay.state);
  const asked = actions.filter((each) => ASKED.includes(each.command));
  const others = actions.filter((each) => !ASKED.includes(each.command));
  const here = stay.present.filter((each) => !each.left_at);
  return (
    <Card withBorder component="article" aria-label={stay.forms[0]!.number}>
      <Stack gap="sm">
        <div>
          <Group justify="space-between" align="flex-start" wrap="nowrap">
            <Text fw={600}>
              {dayShown(first, language())} – {dayShown(last, language())}
            </Text>
            <Badge tt="none" variant="light" color={at < 0 ? "gray" : undefined} style={{ flexShrink: 0 }}>
              {words.stay![stay.state]}
            </Badge>
          </Group>
          <Text>
            {guests.map((each) => each.name).join("、")} · {daysBetween(first, last)} {say("nightsLong")}
          </Text>
          <Text size="sm" c="dimmed">
            {stay.forms[0]!.number} · {reason}
          </Text>
        </div>
        {at >= 0 && <Way points={way} at={at} called={(point) => words.stay![point]!} />}
        {stay.over?.reason && <Text size="sm">{stay.over.reason}</Text>}
        {stay.state === "pending" && <Chain title={say("approvals")} chain={stay.chain} />}
        {stay.state === "waiting" && <Place stay={stay} />}
        {stay.offered_until && <Until what={say("keptUntil")} at={stay.offered_until} />}
        {stay.ceding && <Ceding of={stay} ceding={stay.ceding} />}
        {stay.beds.map((each) => (
          <Text key={each.guest} size="sm">
            {say("bed")} {each.place.room} {each.place.bed} · {guests.find(({ guest }) => guest === each.guest)?.name}
          </Text>
        ))}
        {asked.map((each) => (
          <Button key={each.command} size="lg" onClick={() => start(each)}>
            {commandName(known, each)}
          </Button>
        ))}
        {here.map((each) => (
          <Button
            key={each.guest}
            size="md"
            variant="light"
            justify="flex-start"
            leftSection={<IdCard size={20} aria-hidden />}
            onClick={() => go(`/pass/${each.access_pass}`)}
          >
            {say("passOf")} · {each.name}
          </Button>
        ))}
        <Group gap={4}>
          {GOES_ON.has(stay.state) && (
            <Button variant="default" onClick={goOn}>
              {say("applyLonger")}
            </Button>
          )}
          {others.map((each) => (
            <Button
              key={each.command}
              variant={GRAVE.has(each.command) ? "subtle" : "default"}
              color={GRAVE.has(each.command) ? "red" : undefined}
              onClick={() => start(each)}
            >
              {commandName(known, each)}
            </Button>
          ))}
          <Button variant="subtle" ml="auto" px="xs" onClick={() => go(`/record/stay/${stay.id}`)}>
            {say("details")}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}

/** What is proposed, as whoever proposes it reads it, and whoever is to answer (L-2). */
function Ceding({ of, ceding: { giver, name, night, until } }: { of: Stay; ceding: NonNullable<Stay["ceding"]> }) {
  const own = giver === of.id;
  return (
    <div>
      <Text>
        {own ? say("youOfferBed") : `${name} ${say("offersBed")}`} {dayShown(night, language())}
      </Text>
      <Until what={say(own ? "theyAnswerUntil" : "offersUntil")} at={until} />
    </div>
  );
}

/** Which in the queue it is, and what a colleague needs to cede a bed to it (L-2). */
function Place({ stay }: { stay: Stay }) {
  const path = sitePath("/sites/{site}/stays/{stay}/place", { stay: stay.id });
  const found = useQuery({
    queryKey: ["place", path],
    queryFn: async () => (await ask<{ place: number | null; of: number }>("GET", path)).body,
  });
  return (
    <div>
      {found.data?.place && (
        <Text fw={600}>
          {say("queuePlace")} {found.data.place} / {found.data.of}
        </Text>
      )}
      <Text size="sm" c="dimmed" mb={6}>
        {say("cedeLinkWhy")}
      </Text>
      <SendLink to={`${location.href.split("#")[0]}#/my-stay/${stay.id}`} />
    </div>
  );
}

/** A phone hands it on by what is on it; elsewhere it is copied. */
function SendLink({ to }: { to: string }) {
  const icon = <Link size={16} aria-hidden />;
  if ("share" in navigator) {
    const share = () => void navigator.share({ title: say("cedeAsked"), url: to }).catch(() => undefined);
    return (
      <Button variant="light" leftSection={icon} onClick={share}>
        {say("sendLink")}
      </Button>
    );
  }
  return (
    <CopyButton value={to}>
      {({ copied, copy }) => (
        <Button variant="light" leftSection={icon} onClick={copy}>
          {say(copied ? "linkCopied" : "copyLink")}
        </Button>
      )}
    </CopyButton>
  );
}
