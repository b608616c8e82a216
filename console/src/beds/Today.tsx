/** Who is to come and who is to leave today: each checked in or out from here. */
import { Badge, Button, Card, Group, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ComponentProps } from "react";
import { useLocation } from "wouter";
import { ask, sitePath } from "../api/client";
import { may, nameOf, operationOf } from "../api/definitions";
import { FormDialog } from "../forms/FormDialog";
import { given } from "../forms/given";
import { labelOf } from "../forms/schema";
import { inside, type Shown } from "../records/reading";
import { useKnown } from "../shell/known";
import { notifyDone, RefusalNote } from "../shell/notes";
import { say } from "../shell/words";
import { parties, type Nights, type Party } from "./nights";

type Form = ComponentProps<typeof FormDialog>["form"];

const CHECK_IN = "stay-check-in";
const CHECK_OUT = "stay-check-out";

interface TodayOf {
  today: Nights["today"];
  /** What somebody looks for. */
  text: string;
}

export function Today({ today, text }: TodayOf) {
  const [form, setForm] = useState<Form>(null);
  const [trouble, setTrouble] = useState<unknown>(null);
  const known = useKnown();
  const queries = useQueryClient();
  const [, go] = useLocation();

  /** The form begins with the stay as it stands at this moment. */
  async function start(name: string, stay: string): Promise<void> {
    const op = operationOf(known.definitions, name)!;
    setTrouble(null);
    try {
      const { body, etag } = await ask<Shown>("GET", sitePath("/sites/{site}/stays/{stay}", { stay }));
      setForm({
        op,
        path: sitePath(op.path, { stay }),
        name: `${name}/${stay}`,
        match: etag ?? undefined,
        given: given(op, body, known),
        done: (answer) => {
          notifyDone(nameOf(known.words, op));
          over();
          const given = passes(answer.body).filter((each) => !passes(body).includes(each));
          go(given.length > 0 ? `/pass/${given.join(",")}` : `/record/stay/${stay}`);
        },
        stale: over,
      });
    } catch (found) {
      setTrouble(found);
    }
  }

  function over(): void {
    setForm(null);
    void queries.invalidateQueries();
  }

  return (
    <Stack gap="md">
      {trouble !== null && <RefusalNote trouble={trouble} />}
      <Guests title={say("comingToday")} none={say("nobodyComes")} guests={parties(today.coming, text)} of={today.coming.length} today={today.day} command={CHECK_IN} start={start} />
      <Guests title={say("leavingToday")} none={say("nobodyLeaves")} guests={parties(today.leaving, text)} of={today.leaving.length} today={today.day} command={CHECK_OUT} start={start} />
      <FormDialog title={form ? nameOf(known.words, form.op) : ""} form={form} close={() => setForm(null)} />
    </Stack>
  );
}

/** The passes of a stay's guests, as ids. */
function passes(view: unknown): string[] {
  return (inside(view as Shown) as { present: { access_pass: string }[] }).present.map((each) => each.access_pass);
}

interface GuestsOf {
  title: string;
  none: string;
  guests: Party[];
  /** How many guests there are in all. */
  of: number;
  today: string;
  command: string;
  start: (command: string, stay: string) => Promise<void>;
}

/** So many are shown until all are asked for. */
const FEW = 6;

function Guests({ title, none, guests, of, today, command, start }: GuestsOf) {
  const [all, show] = useState(false);
  const { definitions, me, words } = useKnown();
  const [, go] = useLocation();
  const op = operationOf(definitions, command);
  return (
    <Card withBorder p="sm">
      <Group gap="xs" mb="xs">
        <Title order={3} size="h6">
          {title}
        </Title>
        <Badge variant="light">{of}</Badge>
      </Group>
      {guests.length === 0 && (
        <Text size="sm" c="dimmed">
          {of === 0 ? none : say("nobodyFound")}
        </Text>
      )}
      <Stack gap="xs">
        {guests.slice(0, all ? undefined : FEW).map((each) => (
          <Group key={each.stay} gap="xs" justify="space-between" className="beds-due">
            <UnstyledButton flex="1 1 9.5rem" onClick={() => go(`/record/stay/${each.stay}`)}>
              <Text fw={600}>
                {each.names} {each.day < today && <Badge color="red">{say("overdue")}</Badge>}
              </Text>
              <Text size="sm" c="dimmed">
                {labelOf(words, "bed")} {each.places.join(" · ")}
              </Text>
              <Text size="sm" c="dimmed">
                {each.number}
              </Text>
            </UnstyledButton>
            {op && may(op, me) && (
              <Button variant="light" flex="none" onClick={() => void start(command, each.stay)}>
                {nameOf(words, op)}
              </Button>
            )}
          </Group>
        ))}
        {!all && guests.length > FEW && (
          <Button variant="subtle" onClick={() => show(true)}>
            {say("all")} · {guests.length}
          </Button>
        )}
      </Stack>
    </Card>
  );
}
