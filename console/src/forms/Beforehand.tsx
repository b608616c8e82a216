/** What the API tells of a step before it is taken: what leaving now costs, and what may come to it (L-4, L-6). */
import { Card, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ask } from "../api/client";
import { operationOf, type Operation } from "../api/definitions";
import type { Shown } from "../records/reading";
import { Facts } from "../records/Value";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";

/** Commands to what is read beside them. */
const BEFORE: Record<string, string> = { "stay-check-out": "stay-owed" };

export function Beforehand({ op, path }: { op: Operation; path: string }) {
  const { definitions } = useKnown();
  const read = operationOf(definitions, BEFORE[op.name]);
  const at = `${path.slice(0, path.lastIndexOf("/"))}/${read?.path.split("/").at(-1)}`;
  const found = useQuery({ queryKey: ["beforehand", at], enabled: read !== undefined, queryFn: () => ask<Shown>("GET", at), staleTime: 0 });
  if (!read) return null;
  if (found.isPending) return <Skeleton h={60} mb="md" />;
  if (found.isLoadingError) return <RefusalNote trouble={found.error} />;
  return (
    <Card withBorder mb="md">
      <Facts value={found.data.body} schema={read.answer} depth={1} />
    </Card>
  );
}
