/** Tickets by number, name, phone, unit and words. */
import { Button, Skeleton, Stack, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import { sitePath } from "../api/client";
import { isNoQuestion, page } from "../lists/asking";
import { Items } from "../lists/Items";
import { rowsOf } from "../lists/rows";
import { Empty } from "../shell/Empty";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";
import type { PageOf } from "../shell/places";
import { say } from "../shell/words";

export default function SearchPage({ op, id: asked }: PageOf) {
  const known = useKnown();
  const pages = useInfiniteQuery({
    queryKey: ["search", asked],
    initialPageParam: "",
    queryFn: ({ pageParam }) => page(sitePath(op.path), { q: asked, ...(pageParam && { cursor: pageParam }) }),
    getNextPageParam: (last) => last.next,
  });
  const items = pages.data?.pages.flatMap((each) => each.items) ?? [];
  const isNothing = isNoQuestion(pages.error) || (pages.isSuccess && items.length === 0 && !pages.hasNextPage);
  return (
    <Stack>
      <Title order={2} size="h3" className="said">
        {say("search")}: {asked}
      </Title>
      {pages.isPending && <Skeleton h={160} />}
      {pages.isLoadingError && !isNothing && <RefusalNote trouble={pages.error} />}
      {isNothing && <Empty Icon={SearchX} said={say("notFound")} />}
      <Items rows={rowsOf(known, op, items)} />
      {pages.hasNextPage && (
        <Button variant="subtle" onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
          {say("more")}
        </Button>
      )}
    </Stack>
  );
}
