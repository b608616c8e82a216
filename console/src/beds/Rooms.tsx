/** The rooms on the calendar of beds: each changed at its name, one more added below (L-2). */
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { BedDouble, Plus } from "lucide-react";
import { useState, type ComponentProps } from "react";
import { ask, sitePath } from "../api/client";
import { may, nameOf, operationOf } from "../api/definitions";
import { FormDialog } from "../forms/FormDialog";
import { given } from "../forms/given";
import type { Shown } from "../records/reading";
import { Empty } from "../shell/Empty";
import { useKnown } from "../shell/known";
import { notifyDone, RefusalNote } from "../shell/notes";
import { say } from "../shell/words";
import { Calendar } from "./Calendar";
import { rooms, type Nights, type Room } from "./nights";

interface RoomsOf {
  view: Nights;
  /** What somebody looks for. */
  text: string;
}

export function Rooms({ view, text }: RoomsOf) {
  const known = useKnown();
  const { definitions, me, words } = known;
  const queries = useQueryClient();
  const [form, setForm] = useState<ComponentProps<typeof FormDialog>["form"]>(null);
  const [trouble, setTrouble] = useState<unknown>(null);
  const found = rooms(view, text);
  const adding = operationOf(definitions, "room-add")!;
  const changing = operationOf(definitions, "room-change")!;

  /** The form begins with the house as it stands at this moment. */
  async function start(op: typeof adding, room?: Room): Promise<void> {
    setTrouble(null);
    try {
      const { body, etag } = await ask<{ rooms: Room[] }>("GET", sitePath("/sites/{site}/house"));
      const stands = body.rooms.find(({ number }) => number === room?.number);
      setForm({
        op,
        path: sitePath(op.path, room && { room: room.number }),
        name: [op.name, room?.number].join("/"),
        match: etag ?? undefined,
        given: stands && given(op, { ...stands } as Shown, known),
        done: () => {
          notifyDone(nameOf(words, op));
          over();
        },
        stale: over,
      });
    } catch (refused) {
      setTrouble(refused);
    }
  }

  function over(): void {
    setForm(null);
    void queries.invalidateQueries();
  }

  return (
    <>
      {view.rooms.length === 0 && <Empty Icon={BedDouble} said={say("noRooms")} />}
      {view.rooms.length > 0 && found.length === 0 && <Empty Icon={BedDouble} said={say("noBedFound")} />}
      {found.length > 0 && <Calendar view={view} rooms={found} change={may(changing, me) ? (room) => void start(changing, room) : undefined} />}
      {trouble !== null && <RefusalNote trouble={trouble} />}
      {may(adding, me) && (
        <Button variant="subtle" w="fit-content" leftSection={<Plus size={16} aria-hidden />} onClick={() => void start(adding)}>
          {nameOf(words, adding)}
        </Button>
      )}
      <FormDialog title={form ? nameOf(words, form.op) : ""} form={form} close={() => setForm(null)} />
    </>
  );
}
