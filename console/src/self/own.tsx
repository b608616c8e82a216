/** A list of what is one's own, newest first, and looked at again while it is open. */
import { Button, Skeleton } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Inbox } from "lucide-react";
import { sitePath } from "../api/client";
import type { Operation } from "../api/definitions";
import { page } from "../lists/asking";
import { Empty } from "../shell/Empty";
import { RefusalNote } from "../shell/notes";
import { say, type Said } from "../shell/words";

const RENEWED = 60_000;

export function useOwn<T>(op: Operation) {
  const pages = useInfiniteQuery({
    queryKey: ["own", op.name],
    refetchInterval: RENEWED,
    initialPageParam: "",
    queryFn: ({ pageParam }) => page(sitePath(op.path), { order: "newest", ...(pageParam && { cursor: pageParam }) }),
    getNextPageParam: (last) => last.next,
  });
  return { pages, items: (pages.data?.pages.flatMap((each) => each.items) ?? []) as unknown as T[] };
}

interface EndOf {
  pages: ReturnType<typeof useOwn>["pages"];
  /** What is said where there is nothing. */
  nothing?: Said;
}

/** What stands below such a list: that it is coming, why it is not, that there is more, or nothing. */
export function End({ pages, nothing }: EndOf) {
  if (pages.isPending) return <Skeleton h={240} />;
  if (pages.isLoadingError) return <RefusalNote trouble={pages.error} />;
  if (pages.hasNextPage) {
    return (
      <Button variant="subtle" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
        {say("more")}
      </Button>
    );
  }
  return nothing && pages.data.pages.every((each) => each.items.length === 0) ? <Empty Icon={Inbox} said={say(nothing)} /> : null;
}
