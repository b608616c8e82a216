/** The frame of a record's page: what it is and is due, what may be done, and what hangs on it beside. */
import { Card, Grid, Stack, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { may, nameOf, type Operation } from "../api/definitions";
import { useKnown } from "../shell/known";
import { say } from "../shell/words";
import { Actions } from "./Actions";
import { Beside } from "./Beside";
import { Heading } from "./Heading";
import { kindOf, under, type Action } from "./operations";
import { Papers } from "./Papers";
import type { Paper } from "./Prints";
import { inside, recordSpeech, type Shown } from "./reading";

interface FrameOf {
  op: Operation;
  id: string;
  /** The version that is seen. */
  etag: string | null;
  view: Shown;
  /** Commands that stand with what is found in the record, not beside it. */
  apart?: Set<string>;
  children: ReactNode;
}

export function Frame({ op, id, etag, view, apart, children }: FrameOf) {
  const known = useKnown();
  const { definitions, me, words } = known;
  const queries = useQueryClient();
  const hanging = under(definitions, op).filter((each) => may(each, me));
  const kind = kindOf(op);
  const changed = () => void queries.invalidateQueries();
  return (
    <Stack>
      <Heading found={inside(view)} speech={recordSpeech(known, op, view)} called={nameOf(words, op)} of={{ kind, id }} />
      <Grid>
        <Grid.Col span={{ base: 12, md: 4 }} order={{ base: 1, md: 2 }}>
          <Card withBorder className="beside">
            <Title order={3} size="h6" mb="xs">
              {say("actions")}
            </Title>
            <Actions id={id} view={view} match={etag ?? undefined} apart={apart} changed={changed} />
            <Papers id={id} papers={view.papers as Paper[] | undefined} hanging={hanging} changed={changed} />
          </Card>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 8 }} order={{ base: 2, md: 1 }}>
          <Stack>
            {children}
            <Beside hanging={hanging} kind={kind} id={id} actions={(view.allowed_actions ?? []) as Action[]} changed={changed} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
