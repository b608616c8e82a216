/** The frame of a settlement and of a statement: what it is, what may be done, what hangs on it. */
import { Card, Grid, Stack, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { may, nameOf, type Operation } from "../api/definitions";
import { Actions } from "../records/Actions";
import { Beside } from "../records/Beside";
import { Heading } from "../records/Heading";
import { kindOf, under, type Action } from "../records/operations";
import { Prints } from "../records/Prints";
import { Speech, type Shown } from "../records/reading";
import { useKnown } from "../shell/known";
import { say } from "../shell/words";

interface Props {
  op: Operation;
  id: string;
  etag: string | null;
  /** The view, with the actions that stand beside it: others stand in it. */
  view: Shown & { allowed_actions: Action[] };
  children: ReactNode;
}

export function Settled({ op, id, etag, view, children }: Props) {
  const known = useKnown();
  const queries = useQueryClient();
  const kind = kindOf(op);
  const record = view[kind] as Shown;
  const hanging = under(known.definitions, op).filter((each) => may(each, known.me));
  const changed = () => void queries.invalidateQueries();
  return (
    <Stack>
      <Heading found={record} speech={new Speech(known, op.answer).within(kind)} called={nameOf(known.words, op)} of={{ kind, id }} />
      <Grid>
        <Grid.Col span={{ base: 12, md: 4 }} order={{ base: 1, md: 2 }}>
          <Card withBorder className="beside">
            <Title order={3} size="h6" mb="xs">
              {say("actions")}
            </Title>
            <Actions id={id} view={view} match={etag ?? undefined} changed={changed} />
            <Stack gap={6} mt="sm">
              <Prints id={id} papers={[]} prints={hanging.filter((each) => each.path.endsWith("/print"))} changed={changed} />
            </Stack>
          </Card>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 8 }} order={{ base: 2, md: 1 }}>
          <Stack>
            {children}
            <Beside hanging={hanging} kind={kind} id={id} actions={view.allowed_actions} changed={changed} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
