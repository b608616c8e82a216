/** What another unit advanced for our people, as the finance that owes sees it and answers. */
import { Card, Group, SimpleGrid, Skeleton, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ask, sitePath } from "../api/client";
import { labelOf } from "../forms/schema";
import { Frame } from "../records/Frame";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";
import type { PageOf } from "../shell/places";
import { say } from "../shell/words";
import { Sum } from "./SettlementPage";
import { ShareLines } from "./ShareLines";
import { sumOf, type StatementView } from "./settlement";
import { WordOf } from "./WordOf";

export default function StatementPage({ op, id }: PageOf) {
  const { words } = useKnown();
  const path = sitePath(op.path, { statement: id });
  const found = useQuery({ queryKey: ["record", path], queryFn: () => ask<StatementView>("GET", path) });
  if (found.isPending) return <Skeleton h={300} />;
  if (found.isLoadingError) return <RefusalNote trouble={found.error} />;
  const { statement } = found.data.body;
  return (
    <Frame op={op} id={id} etag={found.data.etag} view={found.data.body}>
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        <Card withBorder p="sm">
          <Text size="xs" c="dimmed">
            {say("fromThem")}
          </Text>
          <Text fw={700}>{statement.from_unit}</Text>
          <Text size="xs">{statement.number}</Text>
        </Card>
        <Sum name={say("owedAtFirst")} fen={sumOf(statement.lines)} />
        <Sum name={say("owesStill")} fen={statement.owing} />
      </SimpleGrid>
      <Card withBorder component="section">
        <Title order={3} size="h5">
          {labelOf(words, "lines")}
        </Title>
        <ShareLines lines={statement.lines} />
      </Card>
      <Card withBorder>
        <Group gap="xs" align="flex-start">
          <WordOf word={statement.word} />
        </Group>
      </Card>
    </Frame>
  );
}
