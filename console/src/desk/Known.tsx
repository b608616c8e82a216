/** What the desk knows of who calls: outages, what is open, what it may be the same as, warranty (T-2.0, T-4.2.3). */
import { Alert, Badge, Button, Card, Group, List, Stack, Text, ThemeIcon, Title, UnstyledButton } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { Check, TriangleAlert, X } from "lucide-react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { labelOf } from "../forms/schema";
import { numberOf } from "../records/reading";
import { useKnown } from "../shell/known";
import { say } from "../shell/words";
import type { Cover, OpenMatter, Outage, Screen } from "./calling";
import type { Candidate } from "./same";

/** What of it the new matter hangs on. */
export interface Links {
  incident?: string;
  repeats?: string;
  /** The complaint that it is about the same matter as. */
  same?: string;
}

interface KnownOf {
  screen: Screen;
  candidates: Candidate[];
  /** What is broken, as far as that was said. */
  item: unknown;
  links: Links;
  link: (links: Links) => void;
}

/** Of what is offered so many have a key. */
const DIGITS = 9;

export function Known({ screen, candidates, item, links, link }: KnownOf) {
  const toggle = (key: keyof Links, id: string): void => link({ ...links, [key]: links[key] === id ? undefined : id });
  const { matters } = screen;
  const offered: [keyof Links, string][] = [
    ...screen.outages.map((each) => ["incident", each.incident] as [keyof Links, string]),
    ...candidates.map(({ ticket }) => ["same", ticket.id] as [keyof Links, string]),
    ...(matters?.open ?? []).map((each) => ["repeats", each.ticket] as [keyof Links, string]),
  ];
  const keyOf = (key: keyof Links, id: string): number => offered.findIndex(([of, one]) => of === key && one === id) + 1;
  useHotkeys(
    offered.slice(0, DIGITS).map(([key, id], place) => [`alt+Digit${place + 1}`, () => toggle(key, id), { usePhysicalKeys: true }]),
    [],
  );
  return (
    <Stack gap="sm">
      {screen.outages.map((each) => (
        <OutageNote key={each.incident} outage={each} linked={links.incident === each.incident} digit={keyOf("incident", each.incident)} link={() => toggle("incident", each.incident)} />
      ))}
      {candidates.length > 0 && (
        <Part title={say("sameMatters")}>
          {candidates.map(({ ticket, likeness }) => (
            <MatterLine
              key={ticket.id}
              matter={{ ticket: ticket.id, number: numberOf(ticket), ...ticket, ...ticket.place, overdue: false }}
              aside={likeness === null ? "" : `${say("likeness")} ${Math.round(likeness * 100)}%`}
              linked={links.same === ticket.id}
              said={say(links.same === ticket.id ? "linked" : "linkSame")}
              digit={keyOf("same", ticket.id)}
              link={() => toggle("same", ticket.id)}
            />
          ))}
        </Part>
      )}
      {matters && matters.open.length > 0 && (
        <Part title={`${say("openMatters")} (${matters.open.length})`}>
          {matters.open.map((each) => (
            <MatterLine
              key={each.ticket}
              matter={each}
              linked={links.repeats === each.ticket}
              said={say(links.repeats === each.ticket ? "linked" : "linkRepeat")}
              digit={keyOf("repeats", each.ticket)}
              link={() => toggle("repeats", each.ticket)}
            />
          ))}
        </Part>
      )}
      {matters && matters.complaints.recent > 0 && (
        <Text size="sm" c="red" fw={600}>
          {say("recentComplaints")}: {matters.complaints.recent} ({matters.complaints.days} {say("days")})
        </Text>
      )}
      {screen.warranty.length > 0 && <Warranty covers={screen.warranty} item={item} />}
    </Stack>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card withBorder p="sm" component="section" aria-label={title}>
      <Title order={3} size="h6" mb="xs">
        {title}
      </Title>
      <Stack gap={6}>{children}</Stack>
    </Card>
  );
}

interface OutageOf {
  outage: Outage;
  linked: boolean;
  digit: number;
  link: () => void;
}

function OutageNote({ outage, linked, digit, link }: OutageOf) {
  return (
    <Alert color="orange" variant="outline" icon={<TriangleAlert aria-hidden />} title={outage.affected} p="sm">
      <Text size="sm">{outage.say}</Text>
      <Button mt="xs" size="compact-sm" variant={linked ? "filled" : "default"} aria-pressed={linked} rightSection={<Digit digit={digit} />} onClick={link}>
        {say(linked ? "linked" : "linkOutage")}
      </Button>
    </Alert>
  );
}

interface MatterOf {
  matter: OpenMatter;
  aside?: string;
  linked: boolean;
  said: string;
  digit: number;
  link: () => void;
}

/** What links it by keys, of the first few. */
function Digit({ digit }: { digit: number }) {
  return digit <= DIGITS && <kbd aria-hidden>Alt {digit}</kbd>;
}

function MatterLine({ matter, aside, linked, said, digit, link }: MatterOf) {
  const { words } = useKnown();
  const [, go] = useLocation();
  return (
    <Group wrap="nowrap" justify="space-between" gap="xs" className="matter">
      <div className="matter-what">
        <UnstyledButton className="row" onClick={() => go(`/record/ticket/${matter.ticket}`)}>
          <Text size="sm" fw={600} lineClamp={2}>
            {matter.words}
          </Text>
        </UnstyledButton>
        <Text size="xs" c="dimmed" truncate>
          {[matter.number, matter.unit ?? matter.area, aside].filter(Boolean).join(" · ")}
        </Text>
      </div>
      <Group gap={6} wrap="nowrap">
        {matter.overdue && (
          <Badge color="red" tt="none">
            {say("overdue")}
          </Badge>
        )}
        <Badge color="gray" variant="light" tt="none">
          {words.state?.[matter.state]}
        </Badge>
        <Button size="compact-xs" variant={linked ? "filled" : "default"} aria-pressed={linked} rightSection={<Digit digit={digit} />} onClick={link}>
          {said}
        </Button>
      </Group>
    </Group>
  );
}

function Warranty({ covers, item }: { covers: Cover[]; item: unknown }) {
  const { words } = useKnown();
  const order = Object.keys(words.item ?? {});
  const ordered = covers.toSorted((one, other) => order.indexOf(one.item) - order.indexOf(other.item));
  return (
    <Part title={labelOf(words, "warranty")}>
      <List size="sm" spacing={4} className="warranty" center>
        {ordered.map((each) => (
          <List.Item
            key={each.item}
            fw={each.item === item ? 700 : 400}
            icon={
              <ThemeIcon size={18} radius="xl" color={each.covered ? "teal" : "gray"}>
                {each.covered ? <Check size={12} aria-hidden /> : <X size={12} aria-hidden />}
              </ThemeIcon>
            }
          >
            {words.item?.[each.item]}
            <Text span size="xs" c="dimmed">
              {" "}
              {[!each.covered && words.warranty?.[each.reason], each.until].filter(Boolean).join(" ")}
            </Text>
          </List.Item>
        ))}
      </List>
    </Part>
  );
}
