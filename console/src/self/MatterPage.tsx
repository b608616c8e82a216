/** One matter of one's own, with its photos (T-2.0). */
import "./self.css";
import { Button, Card, Skeleton, Stack, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { useLocation } from "wouter";
import { ask, sitePath } from "../api/client";
import { Files } from "../records/Files";
import { numberOf } from "../records/reading";
import { RefusalNote } from "../shell/notes";
import type { PageOf } from "../shell/places";
import { say } from "../shell/words";
import type { Matter } from "./matter";
import { MatterCard } from "./MatterCard";

const FILES = "files";

export default function MatterPage({ op, id }: PageOf) {
  const queries = useQueryClient();
  const [, go] = useLocation();
  const path = sitePath(op.path, { ticket: id });
  const found = useQuery({ queryKey: ["own", path], queryFn: async () => (await ask<Matter>("GET", path)).body });
  if (found.isPending) return <Skeleton h={240} />;
  if (found.isLoadingError) return <RefusalNote trouble={found.error} />;
  const mayAdd = found.data.allowed_actions.some((each) => each.command === FILES);
  return (
    <Stack maw={720}>
      <Button variant="subtle" w="fit-content" px="xs" leftSection={<ArrowLeft size={18} aria-hidden />} onClick={() => go("/mine")}>
        {say("myMatters")}
      </Button>
      <Title order={2} size="h3">
        {numberOf(found.data.ticket)}
      </Title>
      <MatterCard matter={found.data} />
      <Card withBorder>
        <Title order={3} size="h5" mb="sm">
          {say("files")}
        </Title>
        <Files path={`${path}/${FILES}`} may={mayAdd} changed={() => void queries.invalidateQueries({ queryKey: ["own"] })} />
      </Card>
    </Stack>
  );
}
