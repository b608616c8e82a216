/** What somebody may do with a record now, and the form that each begins. */
import { Button, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useLocation } from "wouter";
import { FormDialog } from "../forms/FormDialog";
import { given } from "../forms/given";
import { useKnown } from "../shell/known";
import { notifyDone } from "../shell/notes";
import { addressOf, placeOf } from "../shell/places";
import { say } from "../shell/words";
import { asked, commandName, operationAt, pageOf, type Action, type Meant } from "./operations";
import { holder, inside, type Shown } from "./reading";

/** Commands that take something away, or end it. */
const GRAVE = new Set(["cancel", "refuse", "void", "revoke", "reverse", "withdraw", "end", "dismiss", "decline", "reject", "give-up", "erase"]);
/** Files stand elsewhere on the page; a bed is ceded where the link of who asks for one leads. */
const ELSEWHERE = new Set(["files", "cede"]);

interface ActionsOf {
  id: string;
  /** What is shown of the record: forms begin with what stands in it. */
  view: Shown;
  /** The version that was seen. */
  match?: string;
  /** Commands that stand elsewhere on the page. */
  apart?: Set<string>;
  changed: () => void;
}

export function Actions({ id, view, match, apart, changed }: ActionsOf) {
  const known = useKnown();
  const [, go] = useLocation();
  const [chosen, choose] = useState<(Meant & Action) | null>(null);
  const allowed = ((view.allowed_actions ?? []) as Action[]).filter(({ command }) => !ELSEWHERE.has(command));
  const actions = allowed.filter((each) => !apart?.has(each.command));
  const next = asked(actions).find(({ command }) => !GRAVE.has(command));
  const named = (each: Action) => commandName(known, each);

  function start(action: Action): void {
    const meant = operationAt(known.definitions, "POST", action.href);
    const place = meant && placeOf(meant.op.name);
    if (place) go(addressOf(place, id));
    else if (meant) choose({ ...meant, ...action });
  }

  function over(): void {
    choose(null);
    changed();
  }

  /** What was replaced leads to what stands in its place. */
  function done(action: Action, answer: Shown): void {
    notifyDone(named(action));
    over();
    const { replaced_by } = inside(answer);
    const there = replaced_by ? pageOf(known, `${holder(answer)}#${String(replaced_by)}`) : null;
    if (there) go(there);
  }

  return (
    <>
      {allowed.length === 0 && (
        <Text size="sm" c="dimmed">
          {say("noActions")}
        </Text>
      )}
      <Stack gap={6}>
        {actions.map((each) => {
          const grave = GRAVE.has(each.command);
          return (
            <Button
              key={each.href}
              variant={grave ? "subtle" : each === next ? "filled" : "light"}
              color={grave ? "red" : undefined}
              justify="space-between"
              rightSection={<Text size="xs">{each.clause}</Text>}
              onClick={() => start(each)}
            >
              {named(each)}
            </Button>
          );
        })}
      </Stack>
      <FormDialog
        title={chosen ? named(chosen) : ""}
        close={() => choose(null)}
        form={
          chosen && {
            op: chosen.op,
            path: chosen.href,
            name: `${chosen.op.name}/${id}`,
            match,
            given: given(chosen.op, view, known),
            about: inside(view),
            done: ({ body }) => done(chosen, body as Shown),
            stale: over,
          }
        }
      />
    </>
  );
}
