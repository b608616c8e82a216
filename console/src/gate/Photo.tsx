/** The photo on a pass, where there is one: the guard compares (L-5). */
import { useQuery } from "@tanstack/react-query";
import { ask, sitePath } from "../api/client";
import { say } from "../shell/words";

interface Linked {
  file: { media_type: string };
  link: { url: string };
}

export function Photo({ of }: { of: string }) {
  const found = useQuery({
    queryKey: ["photo", of],
    retry: false,
    queryFn: async () => (await ask<{ items: Linked[] }>("GET", sitePath("/sites/{site}/passes/{pass}/files", { pass: of }))).body.items,
  });
  const photo = found.data?.find(({ file }) => file.media_type.startsWith("image/"));
  return photo ? <img className="verdict-photo" src={photo.link.url} alt={say("holderPhoto")} /> : null;
}
