/** An application for a stay, step by step: who, which days, what for (L-1, L-3). */
import { Button, Card, Checkbox, Group, Skeleton, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { ask, sitePath } from "../api/client";
import { operationOf } from "../api/definitions";
import { FormDialog } from "../forms/FormDialog";
import { labelOf } from "../forms/schema";
import { kept, useSending } from "../forms/sending";
import { clockAt } from "../records/reading";
import { useKnown } from "../shell/known";
import { NoAnswer, notifyDone, Refusal } from "../shell/notes";
import { dayAtSite, daysAfter, daysBetween } from "../shell/time";
import { say } from "../shell/words";

export interface Application {
  reason: string;
  first: string;
  last: string;
  guests: string[];
  extends?: string;
}

interface Relative {
  relative: { id: string; name: string; relation: string; state: string };
}

interface Terms {
  max_days: number;
  ahead_days: number;
  leave_by: number;
}

interface ApplyOf {
  title: string;
  path: string;
  /** What the draft is kept under. */
  name: string;
  match?: string;
  given: Partial<Application>;
  close: () => void;
}

/** What is sent without a field of its own. */
const UNSEEN = ["extends"];
const ENDED = "ended";
const VERIFIED = "verified";

export function Apply({ title, path, name, match, given, close }: ApplyOf) {
  const { me, words } = useKnown();
  const queries = useQueryClient();
  const [form, setForm] = useState<Partial<Application>>((kept(name)?.form as Application | undefined) ?? given);
  const { busy, unreached, problem, send, typed } = useSending(name, path, match, () => {
    notifyDone(title);
    void queries.invalidateQueries();
    close();
  });
  const terms = useQuery({
    queryKey: ["lodging"],
    queryFn: async () => (await ask<{ terms: Terms }>("GET", sitePath("/sites/{site}/lodging"))).body.terms,
  });
  const today = dayAtSite(new Date(), me.time_zone);
  const earliest = given.extends ? given.first! : today;
  const { first = "", last = "" } = form;
  const wrong = (field: string) =>
    problem?.errors.filter((each) => each.pointer.split("/")[1] === field).map((each) => each.detail).join(" ") || undefined;

  function change(what: Partial<Application>): void {
    const next = { ...form, ...what };
    setForm(next);
    typed(next);
  }

  /** A stay is of a night until somebody says of how many. */
  function begin(day: string): void {
    change(day && last <= day ? { first: day, last: daysAfter(day, 1) } : { first: day });
  }

  return (
    <Card withBorder component="section" aria-label={title}>
      <fieldset className="questions" disabled={busy || unreached}>
        <Title order={3} size="h4">
          {title}
        </Title>
        <Relatives chosen={form.guests ?? []} choose={(guests) => change({ guests })} error={wrong("guests")} />
        <Stack gap={6}>
          <Text fw={600}>2 · {say("whichDays")}</Text>
          {terms.data && (
            <Text size="sm" c="dimmed">
              {say("daysAtMost")}: {terms.data.max_days} · {say("daysAhead")}: {terms.data.ahead_days} · {say("leaveBy")}:{" "}
              {clockAt(terms.data.leave_by)}
            </Text>
          )}
          <Group grow align="flex-start" gap="xs">
            <TextInput
              size="md"
              type="date"
              required
              label={labelOf(words, "first", "Apply")}
              min={earliest}
              max={terms.data && daysAfter(today, terms.data.ahead_days)}
              value={first}
              readOnly={given.extends !== undefined}
              onChange={(event) => begin(event.currentTarget.value)}
              error={wrong("first")}
            />
            <TextInput
              size="md"
              type="date"
              required
              label={labelOf(words, "last", "Apply")}
              min={first ? daysAfter(first, 1) : earliest}
              max={terms.data && first ? daysAfter(first, terms.data.max_days) : undefined}
              value={last}
              onChange={(event) => change({ last: event.currentTarget.value })}
              error={wrong("last")}
            />
          </Group>
          {first && last > first && (
            <Text size="sm">
              {daysBetween(first, last)} {say("nightsLong")}
            </Text>
          )}
        </Stack>
        <Textarea
          size="md"
          autosize
          minRows={2}
          required
          label={`3 · ${say("whyStay")}`}
          placeholder={say(given.extends ? "whyLongerHint" : "whyHint")}
          value={form.reason ?? ""}
          onChange={(event) => change({ reason: event.currentTarget.value })}
          error={wrong("reason")}
        />
      </fieldset>
      <Stack mt="md">
        {problem && <Refusal problem={problem} of={UNSEEN} />}
        {unreached && <NoAnswer />}
        <Group grow>
          <Button size="lg" variant="default" onClick={close} disabled={busy}>
            {say("cancel")}
          </Button>
          <Button size="lg" loading={busy} onClick={() => void send(unreached ? kept(name)!.form : form)}>
            {say(unreached ? "again" : "send")}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}

interface RelativesOf {
  chosen: string[];
  choose: (guests: string[]) => void;
  error?: string;
}

/** One's own direct relatives, those first who may stay; others are registered here. */
function Relatives({ chosen, choose, error }: RelativesOf) {
  const { definitions, words } = useKnown();
  const queries = useQueryClient();
  const [registering, register] = useState(false);
  const claim = operationOf(definitions, "relative-claim")!;
  const found = useQuery({
    queryKey: ["relatives"],
    queryFn: async () => (await ask<{ items: Relative[] }>("GET", sitePath("/sites/{site}/my-relatives"))).body.items,
  });
  const relatives = (found.data ?? []).map((each) => each.relative).filter((each) => each.state !== ENDED);
  return (
    <Stack gap="xs">
      <Checkbox.Group
        label={`1 · ${say("whoStays")}`}
        description={say("relativesWhy")}
        required
        error={error}
        errorProps={{ mt: 6 }}
        value={chosen}
        onChange={choose}
      >
        {found.isPending && <Skeleton h={60} mt="xs" />}
        <Stack gap="xs" mt="xs">
          {relatives.map((each) => (
            <Checkbox
              key={each.id}
              size="md"
              value={each.id}
              disabled={each.state !== VERIFIED}
              label={`${each.name} (${words.relation?.[each.relation]})`}
              description={each.state === VERIFIED ? undefined : words.relative?.[each.state]}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      <Button variant="light" w="fit-content" leftSection={<UserPlus size={18} aria-hidden />} onClick={() => register(true)}>
        {say("registerRelative")}
      </Button>
      <FormDialog
        title={say("registerRelative")}
        close={() => register(false)}
        form={
          registering
            ? {
                op: claim,
                path: sitePath(claim.path),
                name: claim.name,
                done: () => {
                  register(false);
                  notifyDone(say("registerRelative"));
                  void queries.invalidateQueries({ queryKey: ["relatives"] });
                },
                stale: () => register(false),
              }
            : null
        }
      />
    </Stack>
  );
}
