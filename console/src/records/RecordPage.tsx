/** One record: what it is, what is due, what may be done with it now, and how it came to be so. */
import {
  Badge, Button, Card, Grid, Group, Stack, Tabs, Text, Title, Skeleton,
} from "@mantine/core";
import { notifyDone, RefusalNote } from "../shell/notes";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { ask, sitePath } from "../api/client";
import { may as permitted, nameOf, recordOf, type Operation } from "../api/definitions";
import { FormDialog } from "../forms/FormDialog";
import { given } from "../forms/given";
import { useKnown } from "../shell/known";
import { addressOf, placeOf } from "../shell/places";
import { say } from "../shell/words";
import { calledOf } from "../reception/called";
import { Differences, type Difference } from "./Differences";
import { Due, type Timer } from "./Due";
import { Files } from "./Files";
import { Findings, type Finding } from "./Findings";
import { kindOf, operationAt, under, type Meant } from "./operations";
import { holder, inside, isApart, isObject, isShown, Speech, titleOf, type Shown } from "./reading";
import { Prints, type NumberedForm } from "./Prints";
import { Timeline } from "./Timeline";
import { Facts, Rows } from "./Value";

interface Action {
  command: string;
  clause: string;
  href: string;
}

/** Commands that take something away, or end it. */
const GRAVE = new Set(["cancel", "refuse", "void", "revoke", "reverse", "withdraw", "end", "dismiss", "decline", "reject", "give-up"]);

export default function RecordPage({ kind, id }: { kind: string; id: string }) {
  const { definitions } = useKnown();
  const op = recordOf(definitions, kind);
  if (!op) return <Text>{say("nothing")}</Text>;
  return <Record op={op} kind={kind} id={id} />;
}

function Record({ op, kind, id }: { op: Operation; kind: string; id: string }) {
  const known = useKnown();
  const { definitions, words, me } = known;
  const queries = useQueryClient();
  const [, go] = useLocation();
  const [chosen, choose] = useState<(Meant & Action) | null>(null);
  const path = sitePath(op.path, { [kindOf(op)]: id });
  const queryKey = ["record", path];
  const record = useQuery({ queryKey, queryFn: () => ask<Shown>("GET", path) });
  if (record.isPending) return <Skeleton h={240} />;
  if (record.isError) return <RefusalNote trouble={record.error} />;

  const view = record.data.body;
  const found = inside(view);
  const viewed = new Speech(known, op.answer);
  const speech = found === view ? viewed : viewed.within(holder(view)!);
  const match = record.data.etag ?? undefined;
  const actions = (view.allowed_actions ?? []) as Action[];
  const state = found.state as string | undefined;
  const beside = Object.fromEntries(
    Object.entries(view).filter(([key, each]) => isShown(key, each) && !isApart(key) && each !== found && found !== view),
  );
  const hanging = under(definitions, op).filter((each) => permitted(each, me));
  const history = hanging.find((each) => each.path.endsWith("/history"));
  const files = hanging.find((each) => each.path.endsWith("/files"));
  const others = hanging.filter(
    (each) => each !== history && each !== files && each.does !== "document" && !each.query && !placeOf(each.name),
  );
  const card = hanging.find((each) => each.name === "pass-code");
  const prints = hanging.filter((each) => each.path.endsWith("/print"));
  const again = () => void queries.invalidateQueries();
  function renew(): void {
    choose(null);
    again();
  }

  function called(action: string): string {
    return words.operation?.[`${kind}-${action}`] ?? words.command?.[action] ?? action;
  }

  function start(action: Action): void {
    const meant = operationAt(definitions, "POST", action.href);
    const place = meant && placeOf(meant.op.name);
    if (place) go(addressOf(place, id));
    else if (meant) choose({ ...meant, ...action });
  }

  return (
    <Stack>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Title order={2} size="h3" style={{ overflowWrap: "anywhere" }}>
            {titleOf(found)}
          </Title>
          <Group gap="xs" mt={4}>
            {state && <Badge tt="none">{speech.value("state", state)}</Badge>}
            <Due timers={(found.timers ?? []) as Timer[]} />
          </Group>
        </div>
      </Group>
      <Grid>
        <Grid.Col span={{ base: 12, md: 4 }} order={{ base: 1, md: 2 }}>
          <Card withBorder>
            <Title order={3} size="h6" mb="xs">
              {say("actions")}
            </Title>
            {actions.length === 0 && (
              <Text size="sm" c="dimmed">
                {say("noActions")}
              </Text>
            )}
            <Stack gap={6}>
              {actions
                .filter((each) => each.command !== "files")
                .map((each, place) => (
                  <Button
                    key={`${each.command}-${each.href}`}
                    variant={GRAVE.has(each.command) ? "subtle" : place === 0 ? "filled" : "light"}
                    color={GRAVE.has(each.command) ? "red" : undefined}
                    justify="space-between"
                    rightSection={<Text size="xs" opacity={0.7}>{each.clause}</Text>}
                    onClick={() => start(each)}
                  >
                    {called(each.command)}
                  </Button>
                ))}
              {card && (
                <Button variant="default" onClick={() => go(addressOf(placeOf(card.name)!, id))}>
                  {say("print")}
                </Button>
              )}
              <Prints kind={kind} id={id} forms={(found.forms ?? []) as NumberedForm[]} prints={prints} />
            </Stack>
          </Card>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 8 }} order={{ base: 2, md: 1 }}>
          <Stack>
            {Array.isArray(view.findings) && view.findings.length > 0 && (
              <Findings findings={view.findings as Finding[]} called={calledOf(found)} />
            )}
            {Array.isArray(view.differences) && view.differences.length > 0 && (
              <Differences
                differences={view.differences as Difference[]}
                speech={speech.within("content" in found ? "content" : "asked")}
                called={calledOf(found)}
              />
            )}
            <Card withBorder>
              <Facts value={found} schema={speech.schema} />
            </Card>
            {Object.keys(beside).length > 0 && (
              <Card withBorder>
                <Facts value={beside} schema={viewed.schema} depth={1} />
              </Card>
            )}
            {isObject(found.chain) && (
              <Card withBorder>
                <Title order={3} size="h6" mb="xs">
                  {speech.name("chain")}
                </Title>
                <Rows rows={(found.chain.marks ?? []) as Shown[]} schema="Mark" />
                <Rows rows={((found.chain.seats ?? []) as Shown[])} schema="Seat" />
              </Card>
            )}
            <Tabs defaultValue={history ? "history" : "files"} keepMounted={false}>
              <Tabs.List>
                {history && <Tabs.Tab value="history">{say("history")}</Tabs.Tab>}
                {files && <Tabs.Tab value="files">{say("files")}</Tabs.Tab>}
                {others.map((each) => (
                  <Tabs.Tab key={each.name} value={each.name}>
                    {nameOf(words, each)}
                  </Tabs.Tab>
                ))}
              </Tabs.List>
              {history && (
                <Tabs.Panel value="history" pt="md">
                  <Timeline path={`${path}/history`} kind={kind} />
                </Tabs.Panel>
              )}
              {files && (
                <Tabs.Panel value="files" pt="md">
                  <Files path={`${path}/files`} may={actions.some((each) => each.command === "files") || kind !== "ticket"} changed={again} />
                </Tabs.Panel>
              )}
              {others.map((each) => (
                <Tabs.Panel key={each.name} value={each.name} pt="md">
                  <Beside op={each} path={sitePath(each.path, { [kindOf(op)]: id })} />
                </Tabs.Panel>
              ))}
            </Tabs>
          </Stack>
        </Grid.Col>
      </Grid>
      <FormDialog
        title={chosen ? called(chosen.command) : ""}
        close={() => choose(null)}
        form={
          chosen && {
            op: chosen.op,
            path: chosen.href,
            name: `${chosen.op.name}/${id}`,
            match,
            given: given(chosen.op, view, known),
            done: () => {
              notifyDone(called(chosen.command));
              renew();
            },
            stale: renew,
          }
        }
      />
      <Button variant="subtle" w="fit-content" onClick={() => go("/")}>
        {say("inbox")}
      </Button>
    </Stack>
  );
}

function Beside({ op, path }: { op: Operation; path: string }) {
  const shown = useQuery({ queryKey: ["beside", path], queryFn: () => ask<Shown>("GET", path) });
  if (shown.isPending) return <Skeleton h={80} />;
  if (shown.isError) return <RefusalNote trouble={shown.error} />;
  return <Facts value={shown.data.body} schema={op.answer} depth={1} />;
}
