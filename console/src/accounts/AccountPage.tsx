/** An employee's account as the offices see it: what is owing, every line, and what finance may do (L-11). */
import { Button, Card, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { ask, sitePath } from "../api/client";
import { may, nameOf, type Operation } from "../api/definitions";
import { FormDialog } from "../forms/FormDialog";
import { labelOf } from "../forms/schema";
import { money } from "../records/reading";
import { useKnown } from "../shell/known";
import { notifyDone, RefusalNote } from "../shell/notes";
import type { PageOf } from "../shell/places";
import { say } from "../shell/words";
import { Entries, type Line } from "./Entries";

interface Statement {
  name: string;
  owing: { fen: number };
  entries: Line[];
}

interface Shown {
  statement: Statement;
  /** Of the account: what is done with it names it. */
  etag: string | null;
}

export default function AccountPage({ op, id }: PageOf) {
  const { definitions, me, words } = useKnown();
  const queries = useQueryClient();
  const [, go] = useLocation();
  const [chosen, choose] = useState<Operation | null>(null);
  const path = sitePath(op.path, { employee: id });
  const found = useQuery({
    queryKey: ["account", path],
    queryFn: async (): Promise<Shown> => {
      const [account, statement] = await Promise.all([ask("GET", path), ask<Statement>("GET", `${path}/statement`)]);
      return { statement: statement.body, etag: account.etag };
    },
  });
  if (found.isPending) return <Skeleton h={240} />;
  if (found.isLoadingError) return <RefusalNote trouble={found.error} />;
  const { statement, etag } = found.data;
  const commands = definitions.operations.filter((each) => each.does === "command" && each.path.startsWith(`${op.path}/`) && may(each, me));

  function over(): void {
    choose(null);
    void queries.invalidateQueries();
  }

  return (
    <Stack>
      <Title order={2} size="h3">
        {nameOf(words, op)} · {statement.name}
      </Title>
      <Card withBorder p="lg" role="status">
        <Group justify="space-between">
          <div>
            <Text c="dimmed">{labelOf(words, "owing", "Statement")}</Text>
            <Text fz={32} fw={700}>
              {money(statement.owing.fen)}
            </Text>
          </div>
          <Group gap="xs">
            {commands.map((each, place) => (
              <Button key={each.name} variant={place === 0 ? "filled" : "light"} onClick={() => choose(each)}>
                {nameOf(words, each)}
              </Button>
            ))}
          </Group>
        </Group>
      </Card>
      <Entries lines={statement.entries} />
      <Button variant="subtle" w="fit-content" onClick={() => go("/accounts")}>
        {say("accounts")}
      </Button>
      <FormDialog
        title={chosen ? nameOf(words, chosen) : ""}
        close={() => choose(null)}
        form={
          chosen && {
            op: chosen,
            path: sitePath(chosen.path, { employee: id }),
            name: `${chosen.name}/${id}`,
            match: etag ?? undefined,
            done: () => {
              notifyDone(nameOf(words, chosen));
              over();
            },
            stale: over,
          }
        }
      />
    </Stack>
  );
}
