/** Who calls: found by phone, unit or name while the form is filled in beside it, by keyboard alone (T-2.0). */
import { Button, Card, Group, SegmentedControl, Skeleton, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDebouncedCallback, useDebouncedValue, useHotkeys } from "@mantine/hooks";
import type { RJSFSchema } from "@rjsf/utils";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useLocation } from "wouter";
import { ask, sitePath, type Answer } from "../api/client";
import { may, nameOf, operationOf } from "../api/definitions";
import { FormDialog } from "../forms/FormDialog";
import { KeysWidget } from "../forms/Keys";
import { isSaidOf, labelOf } from "../forms/schema";
import { kept } from "../forms/sending";
import { operationAt, type Action } from "../records/operations";
import { useChoosing } from "../shell/choosing";
import { useKnown } from "../shell/known";
import { notifyDone, RefusalNote } from "../shell/notes";
import type { PageOf } from "../shell/places";
import { inMine, say } from "../shell/words";
import { callerAt, Callers, CALLERS } from "./Callers";
import { callersOf, meant, unknown, type Caller, type Screen } from "./calling";
import "./Intake.css";
import { Known, type Links } from "./Known";
import { useSameMatters } from "./same";
import { useDesk } from "./settings";
import type { TicketView } from "./ticket";

const ActionForm = lazy(() => import("../forms/ActionForm"));

const PAUSE = 200;
/** How often is looked whether the form is there that a quick clerk goes on in. */
const DRAWN = 50;
/** As a clerk hears it: who, what, their words; the rest is seldom said. */
const ORDER = ["caller", "kind", "item", "category", "words", "area", "unit", "channel", "*"];

/** Who it is: somebody of the directory, or somebody new. */
type Who = (Caller & { unit?: string }) | "new";

export default function Intake({ op }: PageOf) {
  const { definitions, words, me } = useKnown();
  const [, go] = useLocation();
  const desk = useDesk();
  const [typed, type] = useState("");
  const [who, choose] = useState<Who | null>(null);
  const [links, link] = useState<Links>({});
  const takes = operationOf(definitions, "ticket-intake")!;
  const [form, setForm] = useState(() => (kept(takes.name)?.form ?? {}) as Record<string, unknown>);
  const [judging, judge] = useState<{ action: Action; ticket: string; match?: string } | null>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const [text, look] = useState("");
  const lookLater = useDebouncedCallback(look, PAUSE);
  const field = useRef<HTMLInputElement>(null);
  /** Whether Enter was pressed before anybody was found: the form is gone on with until then. */
  const [hurried, hurry] = useState(false);
  const known = who === "new" ? null : who;
  const unit = form.area ? undefined : known?.unit;
  const asked = known ? { person: known.person, ...(known.unit && { unit: known.unit }) } : text ? meant(text) : null;
  const found = useQuery({
    queryKey: ["intake", asked],
    enabled: asked !== null,
    queryFn: async () => (await ask<Screen>("GET", `${sitePath(op.path)}?${new URLSearchParams(asked!)}`)).body,
  });
  const callers = callersOf(found.data);
  const ready = found.isSuccess && text === typed.trim();
  const { marked, onKeyDown } = useChoosing<Caller | "new">([...callers, "new"], (one) => (one === "new" ? choose("new") : pick(one)));
  const [said] = useDebouncedValue(String(form.words ?? ""), PAUSE);
  const candidates = useSameMatters({ person: known?.person, unit, category: form.category, words: said });
  const arranged = useMemo(
    () => ({
      "ui:order": ORDER,
      ...Object.fromEntries(["kind", "item", "channel"].map((each) => [each, { "ui:widget": KeysWidget }])),
      category: {
        "ui:widget": KeysWidget,
        "ui:choices": desk?.terms.categories.filter((each) => !each.retired).map((each) => ({ value: each.key, label: inMine(each.name) })),
      },
    }),
    [desk],
  );
  const unsaid = Object.entries((definitions.schemas[takes.form!]!.properties ?? {}) as Record<string, RJSFSchema>)
    .filter(([, each]) => !isSaidOf(each, form.kind))
    .map(([key]) => key)
    .join();
  const settled = useMemo(
    () => ({
      person: known?.person,
      incident: links.incident,
      repeats: links.repeats,
      ...(known && { caller: undefined }),
      ...(known?.unit && { unit }),
      ...Object.fromEntries(unsaid.split(",").map((key) => [key, undefined])),
    }),
    [known, unit, links, unsaid],
  );

  const asksName = form.caller !== undefined;
  const entered = who !== null || hurried;
  useEffect(() => {
    if (!entered) return;
    let waits: number;
    function enter(): void {
      const first = sheet.current?.querySelector<HTMLElement>("form input");
      if (!first) waits = window.setTimeout(enter, DRAWN);
      else if (!sheet.current!.contains(document.activeElement)) first.focus();
    }
    waits = window.setTimeout(enter, 0);
    return () => clearTimeout(waits);
  }, [entered, asksName]);
  useEffect(() => {
    if (!ready || !hurried) return;
    hurry(false);
    if (callers.length === 1) pick(callers[0]!);
    else field.current?.focus();
  }, [ready, hurried]);
  useHotkeys([...Array(9).keys()].map((place) => [String(place + 1), () => callers[place] && !who && pick(callers[place])]));

  function sought(event: KeyboardEvent): void {
    if (ready) return onKeyDown(event);
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    look(typed.trim());
    hurry(true);
  }

  function pick(caller: Caller): void {
    const at = meant(text).unit?.toUpperCase();
    choose({ ...caller, unit: caller.units.find((each) => each === at) ?? caller.units[0] });
  }

  function taken({ body, etag }: Answer<unknown>): void {
    notifyDone(nameOf(words, takes));
    const { ticket, allowed_actions } = body as TicketView;
    const action = allowed_actions.find((each) => each.command === "same-matter");
    if (links.same && action) judge({ action, ticket: ticket.id, match: etag ?? undefined });
    else go(`/record/ticket/${ticket.id}`);
  }

  const meantBy = judging && operationAt(definitions, "POST", judging.action.href);
  return (
    <Stack>
      <Group justify="space-between" align="flex-end">
        <Title order={2} size="h3">
          {nameOf(words, op)}
        </Title>
        <Text size="xs" c="dimmed" visibleFrom="sm">
          {say("intakeKeys")}
        </Text>
      </Group>
      <div className="intake">
        <Stack gap="sm" className="intake-who">
          <TextInput
            ref={field}
            autoFocus
            size="md"
            role="combobox"
            aria-expanded={!who && asked !== null}
            aria-controls={CALLERS}
            aria-activedescendant={!who && asked !== null ? callerAt(marked) : undefined}
            autoComplete="off"
            label={`${labelOf(words, "phone_tail")} / ${labelOf(words, "unit", "Intake")} / ${labelOf(words, "name")}`}
            value={typed}
            onChange={(event) => {
              type(event.currentTarget.value);
              lookLater(event.currentTarget.value.trim());
              choose(null);
              link({});
              hurry(false);
            }}
            onKeyDown={sought}
          />
          <div aria-live="polite">
            {found.isFetching && !found.data && <Skeleton h={60} />}
            {found.isLoadingError && <RefusalNote trouble={found.error} />}
            {found.data && !who && <Callers callers={callers} marked={marked} pick={pick} pickNew={() => choose("new")} />}
            {known && <Chosen caller={known} unit={unit} at={(to) => choose({ ...known, unit: to })} />}
          </div>
        </Stack>
        <Stack gap="sm" className="intake-known">
          {found.data && who !== "new" && (
            <Known screen={found.data} candidates={candidates} item={form.item} links={links} link={link} />
          )}
          {found.data && (
            <Text size="xs" c="dimmed">
              {found.data.reminder}
            </Text>
          )}
        </Stack>
        <div className="intake-form">
          {may(takes, me) && desk && (
            <Card withBorder ref={sheet}>
              <Suspense fallback={<Skeleton h={300} />}>
                <ActionForm
                  op={takes}
                  path={sitePath(takes.path)}
                  name={takes.name}
                  given={{ channel: "phone", ...(who === "new" && { caller: unknown(text) }) }}
                  settled={settled}
                  arranged={arranged}
                  changed={setForm}
                  done={taken}
                  stale={() => go("/")}
                  cancel={() => go("/")}
                />
              </Suspense>
            </Card>
          )}
        </div>
      </div>
      <FormDialog
        title={meantBy ? nameOf(words, meantBy.op) : ""}
        close={() => go(`/record/ticket/${judging?.ticket}`)}
        form={
          judging && meantBy
            ? {
                op: meantBy.op,
                path: judging.action.href,
                name: `${meantBy.op.name}/${judging.ticket}`,
                match: judging.match,
                settled: { earlier: links.same },
                done: () => go(`/record/ticket/${judging.ticket}`),
                stale: () => go(`/record/ticket/${judging.ticket}`),
              }
            : null
        }
      />
    </Stack>
  );
}

interface ChosenOf {
  caller: Caller & { unit?: string };
  /** What is sent; nothing where a public area is named in its place. */
  unit?: string;
  at: (unit: string) => void;
}

/** Who was chosen, and about which of their units it is. */
function Chosen({ caller, unit, at }: ChosenOf) {
  const [, go] = useLocation();
  return (
    <Card withBorder p="sm" aria-label={caller.name} role="group">
      <Group justify="space-between">
        <div>
          <Text fw={700}>{caller.name}</Text>
          <Text size="sm" c="dimmed">
            {caller.phone}
          </Text>
        </div>
        <Group gap="xs">
          {caller.units.length > 1 && <SegmentedControl size="xs" data={caller.units} value={unit ?? ""} onChange={at} />}
          {caller.units.length === 1 && (
            <Text fw={600} td={unit ? undefined : "line-through"}>
              {caller.unit}
            </Text>
          )}
          <Button variant="subtle" size="compact-sm" onClick={() => go(`/search/${encodeURIComponent(caller.name)}`)}>
            {say("pastMatters")}
          </Button>
        </Group>
      </Group>
    </Card>
  );
}
