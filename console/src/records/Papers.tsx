/** What of a record can be had on paper. */
import { Button, Stack } from "@mantine/core";
import { IdCard } from "lucide-react";
import { useLocation } from "wouter";
import type { Operation } from "../api/definitions";
import { addressOf, placeOf } from "../shell/places";
import { say } from "../shell/words";
import { Prints, type Paper } from "./Prints";

interface PapersOf {
  id: string;
  /** What the view says that there is on paper; where it says nothing, the record itself is printed. */
  papers?: Paper[];
  hanging: Operation[];
  changed: () => void;
}

export function Papers({ id, papers, hanging, changed }: PapersOf) {
  const [, go] = useLocation();
  const card = hanging.find((each) => each.name === "pass-code");
  return (
    <Stack gap={6} mt="sm">
      {card && (
        <Button variant="default" leftSection={<IdCard size={16} aria-hidden />} onClick={() => go(addressOf(placeOf(card.name)!, id))}>
          {say("print")}
        </Button>
      )}
      <Prints id={id} papers={papers ?? []} prints={papers ? [] : hanging.filter((each) => each.path.endsWith("/print"))} changed={changed} />
    </Stack>
  );
}
