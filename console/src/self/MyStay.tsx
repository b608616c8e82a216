/** An employee's own applications for their family, and a new one (L-1 to L-3). */
import "./self.css";
import { Alert, Button, Checkbox, Group, Stack, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { ask, sitePath } from "../api/client";
import { commandName, type Action } from "../records/operations";
import { useKnown } from "../shell/known";
import type { PageOf } from "../shell/places";
import { shown } from "../shell/time";
import { say } from "../shell/words";
import { ActionDialog, type Chosen } from "./ActionDialog";
import { Apply, type Application } from "./Apply";
import { End, useOwn } from "./own";
import { leaving, RESUBMIT, type Stay, type StayView } from "./stay";
import { StayCard } from "./StayCard";

const CEDE = "cede";

interface Applying {
  title: string;
  path: string;
  name: string;
  match?: string;
  given: Partial<Application>;
}

const anew = (): Applying => ({ title: say("applyStay"), path: sitePath("/sites/{site}/stays"), name: "stay-apply", given: {} });

const longer = (stay: Stay): Applying => ({
  ...anew(),
  title: say("applyLonger"),
  name: `stay-apply/${stay.id}`,
  given: { extends: stay.id, first: leaving(stay), guests: stay.asked.guests.map((each) => each.relative) },
});

function again({ id, version, asked }: Stay, { href }: Action): Applying {
  const { reason, first, last, guests } = asked;
  return {
    title: say("applyAgain"),
    path: href,
    name: `stay-resubmit/${id}`,
    match: `"${version}"`,
    given: { reason, first, last, guests: guests.map((each) => each.relative), ...(asked.extends && { extends: asked.extends }) },
  };
}

/** `id` is of a colleague's application that waits, whose link was opened (L-2). */
export default function MyStay({ op, id }: PageOf) {
  const known = useKnown();
  const [applying, apply] = useState<Applying | null>(null);
  const [chosen, choose] = useState<(Chosen & { stay: Stay }) | null>(null);
  const [cedes, setCedes] = useState<string[]>([]);
  const [link, setLink] = useState("");
  const { pages, items: views } = useOwn<StayView>(op);

  function start(stay: Stay, action: Action): void {
    if (action.command === RESUBMIT) return apply(again(stay, action));
    setCedes(stay.asked.guests.length === 1 ? [stay.asked.guests[0]!.guest] : []);
    setLink("");
    choose({
      stay,
      action,
      id: stay.id,
      version: stay.version,
      called: commandName(known, action),
      settled: action.command === "take-ceded" ? { of: stay.ceding!.giver } : undefined,
    });
  }

  /** To whose application is known by the link that a colleague sends: it stands in no list of one's own. */
  const ceding = chosen?.action.command === CEDE && {
    settled: { guests: cedes, to: id || link.trim().split("/").at(-1) },
    above: (
      <Stack mb="sm">
        <Checkbox.Group label={say("whoCedes")} required value={cedes} onChange={setCedes}>
          {chosen.stay.asked.guests.map((each) => (
            <Checkbox key={each.guest} size="md" mt="xs" value={each.guest} label={each.name} />
          ))}
        </Checkbox.Group>
        {!id && (
          <TextInput
            size="md"
            type="url"
            required
            label={say("cedeLink")}
            description={say("cedeLinkWhere")}
            value={link}
            onChange={(event) => setLink(event.currentTarget.value)}
          />
        )}
      </Stack>
    ),
  };

  return (
    <Stack maw={720} gap="lg">
      <Group justify="space-between">
        <Title order={2} size="h3">
          {say("familyStays")}
        </Title>
        {!applying && (
          <Button size="md" leftSection={<Plus size={18} aria-hidden />} onClick={() => apply(anew())}>
            {say("applyStay")}
          </Button>
        )}
      </Group>
      <Standing />
      {id && pages.isSuccess && <Asked of={id} views={views} />}
      {applying && <Apply key={applying.name} {...applying} close={() => apply(null)} />}
      {views.map((each) => (
        <StayCard
          key={each.stay.id}
          view={each}
          start={(action) => start(each.stay, action)}
          goOn={() => apply(longer(each.stay))}
        />
      ))}
      <End pages={pages} nothing={applying ? undefined : "nothingApplied"} />
      <ActionDialog chosen={chosen && { ...chosen, ...ceding }} close={() => choose(null)} />
    </Stack>
  );
}

/** What somebody who has opened a colleague's link does now. */
function Asked({ of, views }: { of: string; views: StayView[] }) {
  const own = views.some(({ stay }) => stay.id === of);
  const may = views.some((each) => each.allowed_actions.some(({ command }) => command === CEDE));
  if (own) return <Alert role="status">{say("cedeOwnLink")}</Alert>;
  return (
    <Alert title={say("cedeAsked")} role="status">
      {say(may ? "cedeChoose" : "cedeNothing")}
    </Alert>
  );
}

interface Conduct {
  barred: { until: string | null; reason: string | null } | null;
}

/** That one may not apply now, and why (L-7). */
function Standing() {
  const { me } = useKnown();
  const found = useQuery({
    queryKey: ["conduct"],
    queryFn: async () => (await ask<Conduct>("GET", sitePath("/sites/{site}/conduct/{employee}", { employee: me.id }))).body,
  });
  const barred = found.data?.barred;
  if (!barred) return null;
  return (
    <Alert color="orange" title={say("mayNotApply")}>
      {barred.reason} {barred.until && `${say("until")} ${shown(barred.until, me.time_zone)}`} · L-7
    </Alert>
  );
}
