/** Signs in who comes for the day, or an employee who visits (L-9, L-10): sent once, and never judged offline. */
import { Alert, Autocomplete, Button, Stack, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { sitePath } from "../api/client";
import { labelOf } from "../forms/schema";
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
  const { busy, unreached, problem, send } = useSending<Said>(`gate-${who}`, sitePath("/sites/{site}/gate/checks"), undefined, ({ body }) => {
    said(body);
    setTurn(turn + 1);
    void queries.invalidateQueries({ queryKey: INSIDE });
  });
  const name = who === "visitor" ? "name" : "employee";
  const error = (field: string) => problem?.errors.find((each) => each.pointer.endsWith(`/${field}`))?.detail;

  function submit(): void {
    const filled = Object.fromEntries(new FormData(form.current!)) as Record<string, string>;
    const whom = guests.find((each) => seen(each) === filled.whom);
    void send({ [who]: { [name]: filled[name], whom: whom?.name ?? filled.whom, ...(whom && { stay: whom.stay }) } });
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
        <TextInput name={name} size="lg" label={labelOf(words, name, who === "visitor" ? "DayVisitor" : "VisitingEmployee")} required autoFocus autoComplete="off" error={error(name)} />
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
