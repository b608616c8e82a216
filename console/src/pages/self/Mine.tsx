/** An owner's own matters: what is asked of them first, then what is under way, then what is over (P-who). */
import "./self.css";
import { Button, Group, Stack, Title } from "@mantine/core";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useLocation } from "wouter";
import type { Action } from "../../records/operations";
import type { PageOf } from "../../shell/places";
import { say, type Said } from "../../shell/words";
import { ActionDialog, type Chosen } from "./ActionDialog";
import { ASKS, asksOwner, isOver, OTHERWISE, type Matter } from "./matter";
import { MatterCard } from "./MatterCard";
import { End, useOwn } from "./own";
import { Sum } from "./Quotation";
import { Underway } from "./Underway";

/** What an owner's own form need not ask. */
const SETTLED: Record<string, Record<string, unknown>> = {
  consent: { manner: "in_app", given_by: undefined },
  urge: { channel: "mobile" },
};

export default function Mine({ op }: PageOf) {
  const [, go] = useLocation();
  const [chosen, choose] = useState<Chosen | null>(null);
  const { pages, items: matters } = useOwn<Matter>(op);
  const asking = matters.filter(asksOwner);
  const over = matters.filter((each) => isOver(each) && !asking.includes(each));
  const rest = matters.filter((each) => !asking.includes(each) && !over.includes(each));

  function start({ ticket }: Matter, action: Action): void {
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

  const section = (title: Said, of: Matter[]) =>
    of.length > 0 && (
      <Stack gap="sm" component="section" aria-label={say(title)}>
        <Title order={3} size="h5">
          {say(title)} ({of.length})
        </Title>
        {of.map((each) => (
          <MatterCard key={each.ticket.id} matter={each} start={(action) => start(each, action)} />
        ))}
      </Stack>
    );

  return (
    <Stack maw={720} gap="lg">
      <Group justify="space-between">
        <Title order={2} size="h3">
          {say("myMatters")}
        </Title>
        <Button size="md" leftSection={<Plus size={18} aria-hidden />} onClick={() => go("/report")}>
          {say("report")}
        </Button>
      </Group>
      <Underway />
      {section("asksYou", asking)}
      {section("underWay", rest)}
      {section("over", over)}
      <End pages={pages} nothing="nothingReported" />
      <ActionDialog chosen={chosen} close={() => choose(null)} />
    </Stack>
  );
}
