/** What an employee owes for their guests, and every line that it comes from (L-11). */
import { Skeleton, Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Balance } from "../accounts/Balance";
import { Entries, type Line } from "../accounts/Entries";
import { ask, sitePath } from "../api/client";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";
import type { PageOf } from "../shell/places";
import { say } from "../shell/words";

interface Statement {
  owing: { fen: number };
  entries: Line[];
}

export default function MyAccount({ op }: PageOf) {
  const { me } = useKnown();
  const path = sitePath(op.path, { employee: me.id });
  const found = useQuery({ queryKey: ["statement", path], queryFn: async () => (await ask<Statement>("GET", path)).body });
  return (
    <Stack maw={720}>
      <Title order={2} size="h3">
        {say("myAccount")}
      </Title>
      {found.isPending && <Skeleton h={160} />}
      {found.isLoadingError && <RefusalNote trouble={found.error} />}
      {found.isSuccess && (
        <>
          <Balance fen={found.data.owing.fen} />
          <Entries lines={found.data.entries} />
        </>
      )}
    </Stack>
  );
}
