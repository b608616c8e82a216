/** An employee's account as the offices see it: what is owing, every line, and what finance may do (L-11). */
import { Button, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { ask, sitePath } from "../api/client";
import { nameOf } from "../api/definitions";
import { FormDialog } from "../forms/FormDialog";
import { commandName, operationAt, type Action } from "../records/operations";
import { money } from "../records/reading";
import { useKnown } from "../shell/known";
import { notifyDone, RefusalNote } from "../shell/notes";
import type { PageOf } from "../shell/places";
import { say } from "../shell/words";
import { Balance } from "./Balance";
import { Entries, type Line } from "./Entries";
import { Standing } from "./Standing";

interface Statement {
  name: string;
  owing: { fen: number };
  entries: Line[];
  allowed_actions: Action[];
}

interface Shown {
  statement: Statement;
  /** Of the account: what is done with it names it. */
  etag: string | null;
}

/** What is done, and the line that it is done with. */
interface Chosen {
  action: Action;
  line?: Line;
}

export default function AccountPage({ op, id }: PageOf) {
  const known = useKnown();
  const { definitions, words } = known;
  const queries = useQueryClient();
  const [, go] = useLocation();
  const [chosen, choose] = useState<Chosen | null>(null);
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
  const meant = chosen && operationAt(definitions, "POST", chosen.action.href);

  function over(): void {
    choose(null);
    void queries.invalidateQueries();
  }

  return (
    <Stack>
      <Title order={2} size="h3">
        {nameOf(words, op)} · {statement.name}
      </Title>
      <Balance fen={statement.owing.fen}>
        {statement.allowed_actions.map((action) => (
          <Button key={action.command} size="md" onClick={() => choose({ action })}>
            {commandName(known, action)}
          </Button>
        ))}
      </Balance>
      <Standing employee={id} />
      <Entries lines={statement.entries} start={(action, line) => choose({ action, line })} />
      <Button variant="subtle" w="fit-content" onClick={() => go("/accounts")}>
        {say("accounts")}
      </Button>
      <FormDialog
        title={meant ? nameOf(words, meant.op) : ""}
        above={
          chosen?.line && (
            <Text mb="sm">
              {words.memo?.[chosen.line.what]} {chosen.line.number} · {money(chosen.line.fen)}
            </Text>
          )
        }
        close={() => choose(null)}
        form={
          meant && {
            op: meant.op,
            path: chosen.action.href,
            name: `${meant.op.name}/${chosen.line?.number ?? id}`,
            match: etag ?? undefined,
            settled: chosen.line && { number: chosen.line.number },
            done: () => {
              notifyDone(nameOf(words, meant.op));
              over();
            },
            stale: over,
          }
        }
      />
    </Stack>
  );
}
