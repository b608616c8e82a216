/** What is attached to a record, and adding to it: straight to object storage. */
import { Anchor, Button, FileButton, Group, Stack, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask, Refused, whyOf } from "../api/client";
import { say } from "../shell/words";
import { carried, carry, type Carried } from "./uploading";

interface File {
  id: string;
  name: string;
  media_type: string;
  bytes: number;
}

interface Linked {
  file: File;
  link: { url: string };
}

interface Props {
  path: string;
  may: boolean;
  changed: () => void;
}

export function Files({ path, may, changed }: Props) {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const [unsent, setUnsent] = useState<Carried | null>(null);
  const queries = useQueryClient();
  const files = useQuery({
    queryKey: ["files", path],
    queryFn: async () => (await ask<{ items: Linked[] }>("GET", path)).body.items,
  });

  async function upload(each: Carried): Promise<void> {
    setBusy(true);
    setWrong("");
    setUnsent(null);
    try {
      await carry(path, each);
      await queries.invalidateQueries({ queryKey: ["files", path] });
      changed();
    } catch (trouble) {
      if (trouble instanceof Refused) setWrong(whyOf(trouble.problem));
      else {
        setWrong(say("unreached"));
        setUnsent(each);
      }
    } finally {
      setBusy(false);
    }
  }

  return (
    <Stack gap="xs">
      {files.data?.map(({ file, link }) => (
        <Group key={file.id} justify="space-between" wrap="nowrap">
          <Anchor href={link.url} target="_blank" rel="noreferrer" truncate className="attached">
            {file.media_type.startsWith("image/") && <img src={link.url} alt="" loading="lazy" />}
            {file.name}
          </Anchor>
          <Text size="xs" c="dimmed">
            {Math.ceil(file.bytes / 1024).toLocaleString("en")} KB
          </Text>
        </Group>
      ))}
      {may && (
        <FileButton onChange={(file) => file && void upload(carried(file))} accept="image/*,audio/*,application/pdf">
          {(props) => (
            <Button {...props} variant="light" size="xs" loading={busy}>
              {say("upload")}
            </Button>
          )}
        </FileButton>
      )}
      {wrong && (
        <Text size="sm" c="red" role="alert">
          {wrong}
        </Text>
      )}
      {unsent && (
        <Button variant="light" size="xs" onClick={() => void upload(unsent)}>
          {say("again")}
        </Button>
      )}
    </Stack>
  );
}
