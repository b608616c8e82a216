/** An owner's own matters: what is asked of them first, then what is under way, then what is over (P-who). */
import "./self.css";
import { Button, Group, Stack, Title } from "@mantine/core";
import { Plus } from "lucide-react";
import { useLocation } from "wouter";
import type { PageOf } from "../shell/places";
import { say, type Said } from "../shell/words";
import { asksOwner, isOver, type Matter } from "./matter";
import { MatterCard } from "./MatterCard";
import { End, useOwn } from "./own";
import { Underway } from "./Underway";

export default function Mine({ op }: PageOf) {
  const [, go] = useLocation();
  const { pages, items: matters } = useOwn<Matter>(op);
  const asking = matters.filter(asksOwner);
  const over = matters.filter((each) => isOver(each) && !asking.includes(each));
  const rest = matters.filter((each) => !asking.includes(each) && !over.includes(each));

  const section = (title: Said, of: Matter[]) =>
    of.length > 0 && (
      <Stack gap="sm" component="section" aria-label={say(title)}>
        <Title order={3} size="h5">
          {say(title)} ({of.length}{pages.hasNextPage && say("orMore")})
        </Title>
        {of.map((each) => (
          <MatterCard key={each.ticket.id} matter={each} more={() => go(`/mine/${each.ticket.id}`)} />
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
    </Stack>
  );
}
