/** Something to be begun that has no list of its own. */
import { Card, Skeleton, Stack, Title } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useLocation } from "wouter";
import { sitePath } from "../api/client";
import { nameOf, type Operation } from "../api/definitions";
import { pageOf } from "../lists/rows";
import { Facts } from "../records/Value";
import type { Shown } from "../records/reading";
import { useKnown } from "../shell/known";
import { notifyDone } from "../shell/notes";

const ActionForm = lazy(() => import("../forms/ActionForm"));

export default function DoPage({ op }: { op: Operation }) {
  const known = useKnown();
  const { words } = known;
  const [, go] = useLocation();
  const [answer, setAnswer] = useState<Shown | null>(null);
  const name = nameOf(words, op);
  return (
    <Stack maw={720}>
      <Title order={2} size="h3">
        {name}
      </Title>
      <Card withBorder>
        <Suspense fallback={<Skeleton h={160} />}>
          {answer ? (
            <Facts value={answer} schema={op.answer} />
          ) : (
            <ActionForm
              op={op}
              path={sitePath(op.path)}
              name={op.name}
              done={({ body }) => {
                notifyDone(name);
                const made = pageOf(known, op, body as Shown);
                if (made) go(made);
                else setAnswer(body as Shown);
              }}
              stale={() => go("/")}
              cancel={() => go("/")}
            />
          )}
        </Suspense>
      </Card>
    </Stack>
  );
}
