/** What is reported of an employee and their guests, and what they say of it (L-2, L-5, L-7 to L-11). */
import { Badge, Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useLocation } from "wouter";
import { Due, type Timer } from "../records/Due";
import type { Action } from "../records/operations";
import { money } from "../records/reading";
import { useKnown } from "../shell/known";
import type { PageOf } from "../shell/places";
import { shown } from "../shell/time";
import { say } from "../shell/words";
import { ActionDialog, type Chosen } from "./ActionDialog";
import { End, useOwn } from "./own";

interface Remark {
  name: string;
  at: string;
  words: string | null;
}

interface Violation {
  id: string;
  version: number;
  state: string;
  breach: string;
  clause: string;
  happened_at: string;
  guest_name: string | null;
  fine: number;
  points: number;
  timers: Timer[];
  reported: Remark;
  statements: Remark[];
  decision: Remark | null;
  reversal: Remark | null;
}

interface ViolationView {
  violation: Violation;
  allowed_actions: Action[];
}

const EXPLAIN = "explain";

export default function MyViolations({ op }: PageOf) {
  const [chosen, choose] = useState<Chosen | null>(null);
  const { pages, items: views } = useOwn<ViolationView>(op);
  return (
    <Stack maw={720}>
      <Title order={2} size="h3">
        {say("myViolations")}
      </Title>
      {views.map((each) => (
        <ViolationCard
          key={each.violation.id}
          view={each}
          explain={(action) => choose({ action, id: each.violation.id, version: each.violation.version, called: say("explainIt") })}
        />
      ))}
      <End pages={pages} nothing="noViolations" />
      <ActionDialog chosen={chosen} close={() => choose(null)} />
    </Stack>
  );
}

interface CardOf {
  view: ViolationView;
  explain: (action: Action) => void;
}

function ViolationCard({ view: { violation, allowed_actions: actions }, explain }: CardOf) {
  const { me, words } = useKnown();
  const [, go] = useLocation();
  const explains = actions.find((each) => each.command === EXPLAIN);
  const { reported, statements, decision, reversal, fine, points } = violation;
  const remarks = [reported, ...statements, decision, reversal].filter((each): each is Remark => each?.words != null);
  return (
    <Card withBorder component="article" aria-label={words.breach?.[violation.breach]}>
      <Stack gap="sm">
        <div>
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            <Text fw={600}>
              {words.breach?.[violation.breach]} · {violation.clause}
            </Text>
            <Badge tt="none" variant="light" color={violation.state === "upheld" ? "red" : undefined} style={{ flexShrink: 0 }}>
              {words.violation?.[violation.state]}
            </Badge>
          </Group>
          <Text size="sm" c="dimmed">
            {[shown(violation.happened_at, me.time_zone), violation.guest_name].filter(Boolean).join(" · ")}
          </Text>
        </div>
        <Due timers={violation.timers} />
        {(fine > 0 || points > 0) && (
          <Text fw={600}>
            {fine > 0 && `${say("fine")} ${money(fine)}`} {points > 0 && `${say("points")} ${points}`}
          </Text>
        )}
        {remarks.map((each) => (
          <div key={each.at}>
            <Text size="xs" c="dimmed">
              {each.name} · {shown(each.at, me.time_zone)}
            </Text>
            <Text size="sm" className="said">
              {each.words}
            </Text>
          </div>
        ))}
        {explains && (
          <Button size="lg" variant={statements.length > 0 ? "light" : "filled"} onClick={() => explain(explains)}>
            {say("explainIt")}
          </Button>
        )}
        <Button variant="subtle" ml="auto" px="xs" onClick={() => go(`/record/violation/${violation.id}`)}>
          {say("moreAbout")}
        </Button>
      </Stack>
    </Card>
  );
}
