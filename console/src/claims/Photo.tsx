/** The photograph of a receipt; large in a window of its own. */
import { Text } from "@mantine/core";
import { ImageOff } from "lucide-react";
import { say } from "../shell/words";

export function Photo({ url, name }: { url: string | undefined; name: string }) {
  if (!url) {
    return (
      <div className="receipt-photo" data-none>
        <ImageOff size={22} aria-hidden />
        <Text size="xs">{say("noPhoto")}</Text>
      </div>
    );
  }
  return (
    <a className="receipt-photo" href={url} target="_blank" rel="noreferrer" aria-label={name}>
      <img src={url} alt={name} />
    </a>
  );
}
