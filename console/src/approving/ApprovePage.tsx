/** A decision by whoever signs, on a phone: what is asked, what was found, what is other than before (P-approve). */
import "./approve.css";
import { Anchor, Badge, Button, Card, Group, Skeleton, Stack, Text, Textarea, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { ask, isOvertaken, sitePath, type Answer, type Problem } from "../api/client";
import { recordOf, type Operation } from "../api/definitions";
import { filled } from "../forms/schema";
import { kept, useSending } from "../forms/sending";
import { calledOf } from "../reception/called";
import { Chain } from "../records/Chain";
import type { AskedFor } from "../records/Decided";
import { Differences, type Difference } from "../records/Differences";
import { Due, type Timer } from "../records/Due";
import { FindingList, type Called, type Finding } from "../records/Findings";
import { commandName, kindOf, type Action } from "../records/operations";
import { holder, inside, isObject, Speech, titleOf, type Shown } from "../records/reading";
import { Words } from "../records/Value";
import { useKnown } from "../shell/known";
import { NoAnswer, notifyDone, Overtaken, Refusal, RefusalNote } from "../shell/notes";
import type { PageOf } from "../shell/places";
import { say } from "../shell/words";
import { AskedLines } from "./AskedLines";
import { Grants, grantOf, type Grant } from "./Grants";
import { contentOf, summary } from "./summary";
import { actionOf, nextToDecide } from "./waiting";

export default function ApprovePage({ op, id }: PageOf) {
  const { definitions } = useKnown();
  const kind = kindOf(op);
  const show = recordOf(definitions, kind)!;
  const path = sitePath(show.path, { [kind]: id });
  const record = useQuery({ queryKey: ["record", path], queryFn: () => ask<Shown>("GET", path) });
  if (record.isPending) return <Skeleton h={300} />;
  if (record.isLoadingError) return <RefusalNote trouble={record.error} />;
  return <Decision kind={kind} id={id} show={show} answer={record.data} />;
}

interface DecisionOf {
  kind: string;
  id: string;
  show: Operation;
  answer: Answer<Shown>;
}

function Decision({ kind, id, show, answer }: DecisionOf) {
  const known = useKnown();
  const view = answer.body;
  const record = inside(view);
  const viewed = new Speech(known, show.answer);
  const speech = viewed.within(holder(view) ?? "");
  const content = contentOf(kind);
  const { title, facts, people } = summary(kind, view, record, viewed, speech);
  const called = calledOf(record, known.names);
  const findings = (view.findings ?? record.findings ?? []) as Finding[];
  const differences = (view.differences ?? []) as Difference[];
  const approve = actionOf(view, "approve");
  const refuse = actionOf(view, "refuse");
  return (
    <Stack className="approve" maw={680} mx="auto">
      <section>
        <Group gap="xs" mb={4}>
          <Badge tt="none">{speech.value("state", record.state)}</Badge>
          <Due timers={(record.timers ?? []) as Timer[]} />
        </Group>
        <Title order={2} size="h4">
          {title}
        </Title>
        <Text size="sm" c="dimmed">
          <Anchor href={`#/record/${kind}/${id}`} size="sm">
            {titleOf({ forms: record.forms, id })}
          </Anchor>
        </Text>
        <dl className="asked">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <Words said={value} />
              </dd>
            </div>
          ))}
        </dl>
        {people.map((each) => (
          <Text key={each} size="sm">
            {each}
          </Text>
        ))}
      </section>
      {differences.length > 0 && (
        <Differences differences={differences} speech={content ? speech.within(content) : speech} called={called} />
      )}
      <AskedLines kind={kind} view={view} record={record} findings={findings} />
      {findings.some((each) => !each.line) && (
        <Card withBorder component="section">
          <Title order={3} size="h6" mb="xs">
            {say("findings")}
          </Title>
          <FindingList findings={findings.filter((each) => !each.line)} called={called} />
        </Card>
      )}
      {isObject(record.chain) && <Chain title={speech.name("chain")} chain={record.chain} />}
      {approve && refuse ? (
        <Deciding key={answer.etag} id={id} match={answer.etag ?? undefined} approve={approve} refuse={refuse} view={view} called={called} />
      ) : (
        <Next id={id} />
      )}
    </Stack>
  );
}

interface DecidingOf {
  id: string;
  match: string | undefined;
  approve: Action;
  refuse: Action;
  view: Shown;
  called: Called;
}

function Deciding({ id, match, approve, refuse, view, called }: DecidingOf) {
  const known = useKnown();
  const queries = useQueryClient();
  const [, go] = useLocation();
  const asks = (view.decides ? view.asks : []) as AskedFor[];
  const [grants, setGrants] = useState<Grant[]>(() => asks.map(grantOf));
  const [sent, setSent] = useState(grants);
  const [words, setWords] = useState(() => (kept(approve.href)?.form as { words?: string } | undefined)?.words ?? "");
  async function decided(what: string): Promise<void> {
    notifyDone(what);
    const next = await nextToDecide(known, id).catch(() => null);
    await queries.invalidateQueries();
    window.scrollTo(0, 0);
    if (next) go(next);
  }
  const [signs, refuses] = [commandName(known, approve), commandName(known, refuse)];
  const approving = useSending(approve.href, approve.href, match, () => void decided(signs));
  const refusing = useSending(refuse.href, refuse.href, match, () => {
    approving.forget();
    void decided(refuses);
  });
  const problem = approving.problem ?? refusing.problem;
  const unreached = approving.unreached || refusing.unreached;
  const busy = approving.busy || refusing.busy;
  useEffect(() => {
    if (problem) document.querySelector(".approve [role=alert]")?.scrollIntoView({ block: "center" });
  }, [problem]);
  function yes(): void {
    setSent(grants);
    void approving.send(filled({ words, grants: asks.length ? grants : undefined }) ?? {});
  }
  const no = () => void refusing.send(filled({ reason: words }) ?? {});
  /** Of a grant as it was sent; what was decided since is not wrong yet. */
  const wrong = (place: number) => (grants[place] === sent[place] ? faultAt(problem, `/grants/${place}`) : undefined);
  return (
    <>
      {asks.length > 0 && <Grants asks={asks} grants={grants} called={called} change={setGrants} wrong={wrong} />}
      <Textarea
        label={say("decisionWords")}
        description={say("decisionHint")}
        autosize
        minRows={2}
        value={words}
        onChange={(event) => {
          setWords(event.currentTarget.value);
          approving.typed({ words: event.currentTarget.value });
        }}
        error={faultAt(problem, "/reason") ?? faultAt(problem, "/words")}
      />
      {problem && !isOvertaken(problem) && <Refusal problem={problem} />}
      {isOvertaken(problem) && <Overtaken newest={() => void queries.invalidateQueries()} />}
      {unreached && <NoAnswer />}
      <div className="decide">
        <Button size="lg" variant="outline" color="red" disabled={busy} loading={refusing.busy} onClick={no}>
          {refuses}
        </Button>
        <Button size="lg" disabled={busy} loading={approving.busy} onClick={yes}>
          {signs}
        </Button>
      </div>
    </>
  );
}

/** What is wrong at a field, or within it. */
function faultAt(problem: Problem | null, pointer: string): string | undefined {
  return problem?.errors.find((each) => each.pointer === pointer || each.pointer.startsWith(`${pointer}/`))?.detail;
}

function Next({ id }: { id: string }) {
  const known = useKnown();
  const [, go] = useLocation();
  const next = useQuery({ queryKey: ["next-to-decide", id], queryFn: () => nextToDecide(known, id) });
  return (
    <Stack gap="xs">
      {next.data && <Button size="lg" onClick={() => go(next.data!)}>{say("nextOne")}</Button>}
      {next.isSuccess && !next.data && <Text>{say("allDecided")}</Text>}
      <Button variant="default" onClick={() => go("/")}>
        {say("inbox")}
      </Button>
    </Stack>
  );
}
