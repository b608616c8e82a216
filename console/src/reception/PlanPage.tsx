/** The plan of a reception, written as in a table, with what the rules say of it as one types. */
import "./plan.css";
import { Alert, Badge, Button, Card, Group, Skeleton, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useLocation } from "wouter";
import { ask, isOvertaken, sitePath, type Answer, type Problem } from "../api/client";
import { nameOf, operationOf, type Operation } from "../api/definitions";
import { given } from "../forms/given";
import { labelOf } from "../forms/schema";
import { kept, useSending } from "../forms/sending";
import { elsewhere, useTried } from "../forms/trying";
import { useFirstWrong } from "../forms/wrong";
import { money, titleOf, type Shown } from "../records/reading";
import { useKnown } from "../shell/known";
import { NoAnswer, notifyDone, Overtaken, Refusal, RefusalNote } from "../shell/notes";
import type { PageOf } from "../shell/places";
import { language, say } from "../shell/words";
import { calledIn } from "./called";
import { begun, byDay, choices, formOf, rowOf, type Content, type PlanLine, type Row, type Tried } from "./plan";
import { pictureOf, PlanLineEditor } from "./PlanLineEditor";
import { PlanSums } from "./PlanSums";

interface View extends Shown {
  reception: Shown & { state: string; content: Content; chain: { marks: unknown[] } | null };
  allowed_actions: { command: string; href: string }[];
}

export default function PlanPage({ op, id }: PageOf) {
  const path = sitePath("/sites/{site}/receptions/{reception}", { reception: id });
  const record = useQuery({ queryKey: ["record", path], queryFn: () => ask<View>("GET", path) });
  if (record.isPending) return <Skeleton h={300} />;
  if (record.isLoadingError) return <RefusalNote trouble={record.error} />;
  return <Editor key={record.data.etag} op={op} path={path} answer={record.data} id={id} />;
}

interface EditorOf {
  op: Operation;
  path: string;
  id: string;
  answer: Answer<View>;
}

function Editor({ op, path, id, answer }: EditorOf) {
  const known = useKnown();
  const { definitions, words } = known;
  const { reception, allowed_actions } = answer.body;
  const { content } = reception;
  const queries = useQueryClient();
  const [, go] = useLocation();
  const name = `${op.name}/${id}`;
  const stands = useMemo(() => (given(op, answer.body, known).lines ?? []) as PlanLine[], [op, answer, known]);
  const [rows, setRows] = useState<Row[]>(() => ((kept(name)?.form as { lines: PlanLine[] } | undefined)?.lines ?? stands).map(rowOf));
  const form = formOf(rows);
  const judged = useTried<Tried>(`${path}/try-plan`, rows, form);
  const lines = rows.map((row) => ({ ...row.line, key: judged.tried?.lines[judged.placeOf(row)]?.key ?? "" }));
  const called = calledIn({ ...content, lines }, known.names);
  const match = answer.etag ?? undefined;
  const renewed = (what: string) => {
    notifyDone(what);
    void queries.invalidateQueries();
  };
  const saving = useSending<View>(name, `${path}/plan`, match, (saved) => {
    queries.setQueryData(["record", path], saved);
    renewed(say("planKept"));
  });
  const submits = operationOf(definitions, "reception-submit")!;
  const submitting = useSending<View>(`${submits.name}/${id}`, `${path}/submit`, match, () => {
    renewed(nameOf(words, submits));
    go(`/record/reception/${id}`);
  });
  const may = (command: string) => allowed_actions.some((each) => each.command === command);
  const unsaved = JSON.stringify(form) !== JSON.stringify(formOf(stands.map(rowOf)));
  const forbidden = judged.tried?.findings.filter((each) => each.level === "stop" && !each.asks).length ?? 0;
  const problem = saving.problem ?? submitting.problem;
  const page = useFirstWrong<HTMLDivElement>(problem, saving.busy || submitting.busy);

  function change(next: Row[]): void {
    setRows(next);
    saving.typed(formOf(next));
  }

  return (
    <Stack ref={page}>
      <Group justify="space-between" align="flex-start">
        <div>
          <Title order={2} size="h3">
            {nameOf(words, op)} · {titleOf(reception)}
          </Title>
          <Text size="sm" c="dimmed">
            {content.first} – {content.last} · {content.guests.map((each) => each.name).join("、")}
          </Text>
        </div>
        <Badge tt="none">{words.reception?.[reception.state]}</Badge>
      </Group>
      {reception.chain?.marks.length && reception.state !== "drafted" ? <Alert color="yellow">{say("planVoids")}</Alert> : null}
      {rows.length === 0 && <Text c="dimmed">{say("planEmpty")}</Text>}
      {byDay(rows).map(([day, of]) => (
        <Stack key={day} gap="xs" component="section" aria-label={day}>
          <Title order={3} size="h6">
            {day} {new Intl.DateTimeFormat(language(), { weekday: "long", timeZone: "UTC" }).format(new Date(day))}
          </Title>
          {of.map((row) => {
            const line = judged.tried?.lines[judged.placeOf(row)];
            return (
              <PlanLineEditor
                key={row.id}
                line={row.line}
                content={content}
                called={called}
                cost={line?.fen}
                standard={line?.standard}
                findings={judged.tried?.findings.filter((each) => line && each.line === line.key) ?? []}
                wrong={judged.wrong(row)}
                change={(next) => change(rows.map((each) => (each.id === row.id ? { ...each, line: next } : each)))}
                remove={() => change(rows.filter((each) => each.id !== row.id))}
              />
            );
          })}
        </Stack>
      ))}
      {may("plan") && <Adding content={content} rows={rows} add={(row) => change([...rows, row])} />}
      <div aria-live="polite" data-busy={judged.busy} className="plan-judged">
        {judged.tried && <PlanSums tried={judged.tried} content={content} called={called} />}
      </div>
      {problem && !isOvertaken(problem) && <Refusal problem={problem} more={elsewhere(problem)} />}
      {!problem && judged.problem && said(judged.problem).map((detail) => <Alert key={detail} color="red" role="alert">{detail}</Alert>)}
      {isOvertaken(problem) && <Overtaken newest={() => void queries.invalidateQueries()} />}
      {(saving.unreached || submitting.unreached) && <NoAnswer />}
      <Group justify="flex-end" className="plan-send">
        {judged.tried && (
          <Text size="sm" mr="auto">
            {labelOf(words, "budget")} <b>{money(judged.tried.budget)}</b> · {say("planAsks")} <b>{judged.tried.asks.length}</b>
            {forbidden > 0 && (
              <Text span c="red" fw={700}>
                {" "}
                · {say("planStops")} {forbidden}
              </Text>
            )}
            {unsaved && ` · ${say("planUnsaved")}`}
          </Text>
        )}
        {unsaved && (
          <>
            <Button
              variant="subtle"
              onClick={() => {
                saving.forget();
                setRows(stands.map(rowOf));
              }}
            >
              {say("discard")}
            </Button>
          </>
        )}
        <Button variant="default" onClick={() => go(`/record/reception/${id}`)}>
          {say("cancel")}
        </Button>
        {unsaved || !may("submit") ? (
          <Button disabled={!unsaved || !may("plan")} loading={saving.busy} onClick={() => void saving.send(form)}>
            {say(saving.unreached ? "again" : "planSave")}
          </Button>
        ) : (
          <Button loading={submitting.busy} onClick={() => void submitting.send({})}>
            {submitting.unreached ? say("again") : nameOf(words, submits)}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

/** Why the lines make no plan, where no field says so. */
const said = (problem: Problem): string[] => (problem.errors.length > 0 ? elsewhere(problem) : [problem.detail]);

interface AddingOf {
  content: Content;
  rows: Row[];
  add: (row: Row) => void;
}

function Adding({ content, rows, add }: AddingOf) {
  const { definitions, words } = useKnown();
  const before = rows.at(-1)?.line;
  const [day, setDay] = useState(before?.day ?? content.first);
  return (
    <Card withBorder p="xs" component="section" aria-label={say("planAdd")}>
      <Group gap="xs" align="flex-end">
        <TextInput size="xs" type="date" label={say("planAdd")} min={content.first} max={content.last} value={day} onChange={(event) => event.currentTarget.value && setDay(event.currentTarget.value)} />
        {choices(definitions, words, "kind").map(({ value, label }) => {
          const Picture = pictureOf(value);
          return (
            <Button key={value} size="xs" variant="light" leftSection={<Picture size={16} aria-hidden />} onClick={() => add(rowOf(begun(definitions, words, value, day, before)))}>
              {label}
            </Button>
          );
        })}
      </Group>
    </Card>
  );
}
