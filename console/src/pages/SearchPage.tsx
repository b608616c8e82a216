/** Tickets by number, name, phone, unit and words. */
import { Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ask, sitePath } from "../api/client";
import { Items, rowsOf } from "../lists/Items";
import type { Shown } from "../records/reading";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";
import type { PageOf } from "../shell/places";
import { say } from "../shell/words";

export default function SearchPage({ op, id: asked }: PageOf) {
  const known = useKnown();
  const found = useQuery({
    queryKey: ["search", asked],
    queryFn: async () =>
      (await ask<{ items: Shown[] }>("GET", `${sitePath(op.path)}?q=${encodeURIComponent(asked)}`)).body.items,
  });
  return (
    <Stack>
      <Title order={2} size="h3">
        {say("search")}: {asked}
      </Title>
      {found.isPending && <Skeleton h={160} />}
      {found.isError && <RefusalNote trouble={found.error} />}
      {found.isSuccess && found.data.length === 0 && <Text c="dimmed">{say("nothing")}</Text>}
      <Items rows={rowsOf(known, op, found.data ?? [])} />
    </Stack>
  );
}
