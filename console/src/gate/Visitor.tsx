/** Signs in who comes for the day, or an employee who visits (L-9, L-10): sent once, and never judged offline. */
import { Alert, Autocomplete, Button, Stack, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { sitePath } from "../api/client";
import { Picker } from "../forms/Pick";
import { NOWHERE } from "../forms/picking";
import { filled, labelOf } from "../forms/schema";
import { useSending } from "../forms/sending";
import { useKnown } from "../shell/known";
import { Refusal } from "../shell/notes";
import { say } from "../shell/words";
import { INSIDE } from "./Inside";
import type { Pass } from "./keeping";
import type { Said } from "./useGate";

interface VisitorOf {
  who: "visitor" | "employee";
  /** Whom they may come to see. */
  guests: Pass[];
  said: (said: Said) => void;
}

export function Visitor({ who, guests, said }: VisitorOf) {
  const { words } = useKnown();
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [turn, setTurn] = useState(0);
  const [employee, choose] = useState<string[]>([]);
  const { busy, unreached, problem, send } = useSending<Said>(`gate-${who}`, sitePath("/sites/{site}/gate/checks"), undefined, ({ body }) => {
    said(body);
    setTurn(turn + 1);
    choose([]);
    void queries.invalidateQueries({ queryKey: INSIDE });
  });
  const error = (field: string) => problem?.errors.find((each) => each.pointer.endsWith(`/${field}`))?.detail;

  function submit(): void {
    const { name, whom } = Object.fromEntries(new FormData(form.current!)) as Record<string, string>;
    const guest = guests.find((each) => seen(each) === whom);
    const told = filled({ name, employee: employee[0], whom: guest?.name ?? whom, stay: guest?.stay });
    void send({ [who]: told ?? {} });
  }

  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack key={turn}>
        {who === "visitor" ? (
          <TextInput name="name" size="lg" label={labelOf(words, "name", "DayVisitor")} required autoFocus autoComplete="off" error={error("name")} />
        ) : (
          <Picker
            kind="person"
            size="lg"
            label={labelOf(words, "employee", "VisitingEmployee")}
            required
            ids={employee}
            around={NOWHERE}
            change={choose}
            error={error("employee")}
          />
        )}
        <Autocomplete
          name="whom"
          size="lg"
          label={labelOf(words, "whom")}
          required
          autoComplete="off"
          data={[...new Set(guests.map(seen))]}
          error={error("whom") ?? error("stay")}
        />
        <Button type="submit" size="lg" loading={busy}>
          {say(unreached ? "again" : "check")}
        </Button>
        {unreached && (
          <Alert color="orange" role="alert">
            {say("visitorsWait")}
          </Alert>
        )}
        {problem && <Refusal problem={problem} />}
      </Stack>
    </form>
  );
}

const seen = ({ name, place }: Pass): string => (place ? `${name} · ${place.room} ${place.bed}` : name);
