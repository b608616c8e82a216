/** What is left open, and what the next shift must know of it: kept as one leaves the field (T-4.6). */
import { Badge, Group, Stack, Text, Textarea, UnstyledButton } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { isOvertaken, whyOf } from "../api/client";
import { may, operationOf } from "../api/definitions";
import { labelOf } from "../forms/schema";
import { kept, useSending } from "../forms/sending";
import { useKnown } from "../shell/known";
import { say } from "../shell/words";

interface Note {
  version: number;
  words: string;
}

export interface Item {
  ticket: string;
  number: string;
  state: string;
  words: string;
  unit: string | null;
  area: string | null;
  note: Note | null;
  acknowledged: boolean;
}

interface ItemOf {
  item: Item;
  path: string;
  /** Whether notes may still be written. */
  open: boolean;
}

export function HandoverItem({ item, path, open }: ItemOf) {
  const { definitions, words, me } = useKnown();
  const [, go] = useLocation();
  const writes = operationOf(definitions, "handover-note")!;
  return (
    <Stack gap={4} flex={1} miw={0}>
      <Group gap="xs" justify="space-between">
        <UnstyledButton className="row" onClick={() => go(`/record/ticket/${item.ticket}`)}>
          {item.number}
        </UnstyledButton>
        <Group gap="xs">
          {item.acknowledged && (
            <Badge variant="light" tt="none">
              {say("acknowledged")}
            </Badge>
          )}
          <Badge variant="light" color="gray" tt="none">
            {words.state?.[item.state]}
          </Badge>
        </Group>
      </Group>
      <Text size="sm" className="said" lineClamp={3}>
        {[item.words, item.unit ?? item.area].filter(Boolean).join(" · ")}
      </Text>
      {open && may(writes, me) ? (
        <NoteField item={item} path={path} />
      ) : (
        <Text size="sm" className="said" fw={600}>
          {item.note?.words}
        </Text>
      )}
    </Stack>
  );
}

function NoteField({ item, path }: { item: Item; path: string }) {
  const { words } = useKnown();
  const queries = useQueryClient();
  const name = `handover-note/${path}`;
  const saved = item.note?.words ?? "";
  const [text, write] = useState(() => (kept(name)?.form as { words: string } | undefined)?.words ?? saved);
  const renew = () => queries.invalidateQueries({ queryKey: ["handover-items"] });
  const { busy, unreached, problem, send } = useSending(name, path, `"${item.note?.version ?? 0}"`, () => void renew());

  const overtaken = isOvertaken(problem);
  useEffect(() => {
    if (overtaken) void renew();
  }, [overtaken]);

  function save(): void {
    if (text.trim() && text.trim() !== saved) void send({ words: text.trim() });
  }

  /** What somebody else wrote meanwhile is shown; it is overwritten only by who has seen it. */
  const refused = overtaken ? `${say("changed")} ${saved}` : (problem && whyOf(problem));
  return (
    <Textarea
      autosize
      minRows={1}
      aria-label={`${item.number} ${labelOf(words, "note")}`}
      placeholder={say("notePlaceholder")}
      value={text}
      disabled={busy}
      error={unreached ? say("unreached") : refused}
      onChange={(event) => write(event.currentTarget.value)}
      onBlur={save}
      rightSection={saved && text.trim() === saved ? <Text c="teal" aria-label={say("saved")}>✓</Text> : undefined}
    />
  );
}
