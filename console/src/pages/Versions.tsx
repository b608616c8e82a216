/** Versions of settings: who made each and when, and what is otherwise in it, unfolded (P-history). */
import { Accordion, Badge, Card, Group, Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask, sitePath } from "../api/client";
import type { Operation } from "../api/definitions";
import { labelOf } from "../forms/schema";
import { page } from "../lists/asking";
import { Parts } from "../records/Parts";
import { Speech, type Shown } from "../records/reading";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";
import { shown } from "../shell/time";

interface Version {
  number: number;
  made: ({ at: string; changed: string[] } & Shown) | null;
  in_force: boolean;
}

export function Versions({ op }: { op: Operation }) {
  const known = useKnown();
  const { words, me } = known;
  const makers = new Speech(known, "Made");
  const [open, unfold] = useState<string | null>(null);
  const found = useQuery({
    queryKey: ["earlier", op.name],
    queryFn: async () => (await page(sitePath(op.path), {})).items as unknown as Version[],
  });
  if (found.isPending) return <Skeleton h={120} />;
  if (found.isLoadingError) return <RefusalNote trouble={found.error} />;
  return (
    <Card withBorder p={0}>
      <Accordion order={4} value={open} onChange={unfold}>
        {found.data.map(({ number, made, in_force }) => (
          <Accordion.Item key={number} value={String(number)}>
            <Accordion.Control>
              <Group gap="xs">
                <Text fw={600}>
                  {labelOf(words, "number", "Version")} {number}
                </Text>
                {in_force && <Badge tt="none">{labelOf(words, "in_force")}</Badge>}
                {made && (
                  <Text size="sm" c="dimmed">
                    {[shown(made.at, me.time_zone), makers.said(made, "by")?.[0]?.text, ...made.changed.map((each) => labelOf(words, each))].join(" · ")}
                  </Text>
                )}
              </Group>
            </Accordion.Control>
            <Accordion.Panel>{open === String(number) && <OneVersion list={op} number={number} only={made?.changed} />}</Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Card>
  );
}

interface OneVersionOf {
  list: Operation;
  number: number;
  /** What is otherwise in it; all of it where that was not kept. */
  only?: string[];
}

function OneVersion({ list, number, only = [] }: OneVersionOf) {
  const known = useKnown();
  const op = known.definitions.operations.find((each) => each.path.startsWith(`${list.path}/{`))!;
  const path = sitePath(op.path, { terms: String(number) });
  const found = useQuery({ queryKey: ["record", path], queryFn: async () => (await ask<{ terms: Shown }>("GET", path)).body.terms });
  if (found.isPending) return <Skeleton h={60} />;
  if (found.isLoadingError) return <RefusalNote trouble={found.error} />;
  const told = Object.entries(found.data).filter(([key]) => only.length === 0 || only.includes(key));
  return <Parts value={Object.fromEntries(told)} schema={new Speech(known, op.answer).within("terms").schema} />;
}
