/** Who calls: found by phone or unit while the form is filled in beside it, by keyboard alone. */
import { Alert, Badge, Card, Grid, Group, Skeleton, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useLocation } from "wouter";
import { ask, sitePath } from "../api/client";
import { may } from "../api/definitions";
import { labelOf } from "../forms/schema";
import { forget } from "../forms/sending";
import { inside, type Shown } from "../records/reading";
import { CardButton } from "../shell/CardButton";
import { useKnown } from "../shell/known";
import { notifyDone, RefusalNote } from "../shell/notes";

const ActionForm = lazy(() => import("../forms/ActionForm"));

interface Person {
  person: string;
  name: string;
  phone: string | null;
  units: string[];
}

interface Screen {
  reminder: string;
  people: Person[];
  units: { unit: string; building: string; handover: string | null }[];
  owners: Person[];
  warranty: { item: string; covered: boolean; reason: string; until: string | null }[];
  matters: { open: { ticket: string; number: string; words: string; state: string; overdue: boolean }[] } | null;
  outages: { incident: string; affected: string; say: string }[];
}

const TAIL = /^\d{4,}$/;
const UNIT = /^[A-Za-z]*-?\d+/;

/** What was typed: the end of a phone number, a unit, or a name. */
function meant(text: string): Record<string, string> {
  if (TAIL.test(text)) return { phone_tail: text.slice(-4) };
  return UNIT.test(text) ? { unit: text } : { name: text };
}

export default function Intake() {
  const { definitions, words, me } = useKnown();
  const [, go] = useLocation();
  const [typed, type] = useState("");
  const [chosen, choose] = useState<Record<string, string>>({});
  const [text] = useDebouncedValue(typed.trim(), 200);
  const asked = chosen.person || chosen.unit ? chosen : text ? meant(text) : null;
  const op = definitions.operations.find((each) => each.name === "ticket-intake");
  const found = useQuery({
    queryKey: ["intake", asked],
    enabled: asked !== null,
    queryFn: async () => (await ask<Screen>("GET", `${sitePath("/sites/{site}/intake")}?${new URLSearchParams(asked!)}`)).body,
  });
  const screen = found.data;
  const named = [...(screen?.people ?? []), ...(screen?.owners ?? [])];
  const callers = [...new Map(named.map((each) => [each.person, each])).values()];
  const given = { channel: "phone", ...chosen };
  const pick = (person: Person) => {
    if (op) forget(op.name);
    choose({ person: person.person, ...(person.units[0] && { unit: person.units[0] }) });
  };
  return (
    <Stack>
      <Title order={2} size="h3">
        {words.operation?.["ticket-intake"] ?? op?.about}
      </Title>
      <TextInput
        autoFocus
        size="md"
        maw={420}
        label={`${labelOf(words, "phone_tail")} / ${labelOf(words, "unit")} / ${labelOf(words, "name")}`}
        value={typed}
        onChange={(event) => {
          type(event.currentTarget.value);
          choose({});
        }}
        onKeyDown={(event) => {
          const first = callers[0];
          if (event.key === "Enter" && first) pick(first);
        }}
      />
      <Grid>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="xs" aria-live="polite">
            {found.isFetching && <Skeleton h={60} />}
            {found.isError && <RefusalNote trouble={found.error} />}
            {callers.map((each) => (
              <CardButton key={each.person} to={() => pick(each)}>
                <Group justify="space-between">
                  <Text fw={600}>{each.name}</Text>
                  <Text size="sm">{each.phone}</Text>
                </Group>
                <Text size="sm" c="dimmed">
                  {each.units.join("、")}
                </Text>
              </CardButton>
            ))}
            {screen?.outages.map((each) => (
              <Alert key={each.incident} color="orange" title={each.affected}>
                {each.say}
              </Alert>
            ))}
            {screen?.matters?.open.map((each) => (
              <CardButton key={each.ticket} to={() => go(`/record/ticket/${each.ticket}`)}>
                <Group justify="space-between">
                  <Text size="sm" fw={600}>
                    {each.number}
                  </Text>
                  <Badge color={each.overdue ? "red" : "gray"} tt="none">
                    {words.state?.[each.state]}
                  </Badge>
                </Group>
                <Text size="sm">{each.words}</Text>
              </CardButton>
            ))}
            {screen && screen.warranty.length > 0 && (
              <Card withBorder p="xs">
                <Text size="sm" fw={600}>
                  {labelOf(words, "warranty")}
                </Text>
                <Group gap={4} mt={4}>
                  {screen.warranty.map((each) => (
                    <Badge key={each.item} color={each.covered ? "teal" : "gray"} variant="light" tt="none">
                      {words.item?.[each.item] ?? each.item} {each.until}
                    </Badge>
                  ))}
                </Group>
              </Card>
            )}
            {screen && <Text size="xs" c="dimmed">{screen.reminder}</Text>}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          {op && may(op, me) && (
            <Card withBorder>
              <Suspense fallback={<Skeleton h={300} />}>
                <ActionForm
                  key={JSON.stringify(chosen)}
                  op={op}
                  path={sitePath(op.path)}
                  name={op.name}
                  given={given}
                  done={({ body }) => {
                    notifyDone(words.operation?.[op.name] ?? "");
                    const id = inside(body as Shown).id as string;
                    go(`/record/ticket/${id}`);
                  }}
                  stale={() => go("/")}
                  cancel={() => go("/")}
                />
              </Suspense>
            </Card>
          )}
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
