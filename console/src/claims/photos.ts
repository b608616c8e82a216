/** Where the photographs of a claim's receipts are: by the file that a receipt names. */
import { useQuery } from "@tanstack/react-query";
import { ask } from "../api/client";
import { pathOf } from "./saving";

interface Linked {
  file: { id: string };
  link: { url: string };
}

export function usePhotos(claim: string | undefined): (photo: string | null | undefined) => string | undefined {
  const path = `${pathOf(claim ?? "")}/files`;
  const found = useQuery({
    queryKey: ["files", path],
    enabled: claim !== undefined,
    queryFn: async () => (await ask<{ items: Linked[] }>("GET", path)).body.items,
  });
  const urls = new Map(found.data?.map((each) => [each.file.id, each.link.url]));
  return (photo) => (photo ? urls.get(photo) : undefined);
}
