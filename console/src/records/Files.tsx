/** What is attached to a record, and adding to it: straight to object storage. */
import { Anchor, Button, FileButton, Group, Stack, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask, Refused, Unreached } from "../api/client";
import { fresh } from "../forms/sending";
import { say } from "../shell/words";

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

interface Added {
  file: File;
  upload: { method: string; url: string; headers: Record<string, string> };
}

async function sha256(data: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  return [...digest].map((each) => each.toString(16).padStart(2, "0")).join("");
}

/** Announce, upload, attach: three steps of the API, one of the user's. */
async function add(path: string, file: globalThis.File): Promise<void> {
  const data = await file.arrayBuffer();
  const body = {
    name: file.name,
    media_type: file.type,
    bytes: data.byteLength,
    sha256: await sha256(data),
  };
  const added = await ask<Added>("POST", path, { body, key: fresh() });
  const { upload, file: announced } = added.body;
  const stored = await fetch(upload.url, { method: upload.method, headers: upload.headers, body: data });
  if (!stored.ok) throw new Unreached();
  const attach = `${path}/${announced.id}/attach`;
  await ask("POST", attach, { body: {}, key: fresh(), match: added.etag ?? undefined });
}

interface Props {
  path: string;
  may: boolean;
  changed: () => void;
}

export function Files({ path, may, changed }: Props) {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const queries = useQueryClient();
  const files = useQuery({
    queryKey: ["files", path],
    queryFn: async () => (await ask<{ items: Linked[] }>("GET", path)).body.items,
  });

  async function upload(file: globalThis.File | null): Promise<void> {
    if (!file) return;
    setBusy(true);
    setWrong("");
    try {
      await add(path, file);
      await queries.invalidateQueries({ queryKey: ["files", path] });
      changed();
    } catch (trouble) {
      setWrong(trouble instanceof Refused ? trouble.problem.detail : say("unreached"));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Stack gap="xs">
      {files.data?.map(({ file, link }) => (
        <Group key={file.id} justify="space-between" wrap="nowrap">
          <Anchor href={link.url} target="_blank" rel="noreferrer" truncate>
            {file.name}
          </Anchor>
          <Text size="xs" c="dimmed">
            {Math.ceil(file.bytes / 1024).toLocaleString("en")} KB
          </Text>
        </Group>
      ))}
      {may && (
        <FileButton onChange={(file) => void upload(file)} accept="image/*,audio/*,application/pdf">
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
    </Stack>
  );
}
