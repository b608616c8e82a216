/** What of a record is printed: its numbered forms by copy, and the record itself. */
import { Alert, Button, Group, Text } from "@mantine/core";
import { Printer } from "lucide-react";
import { useState } from "react";
import { sitePath } from "../api/client";
import type { Operation } from "../api/definitions";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";
import { say } from "../shell/words";
import { kindOf } from "./operations";
import { openPaper } from "./paper";

/** A numbered form, or a copy of one that has several. */
export interface Paper {
  form: string;
  number: string;
  copy?: string | null;
  href: string;
}

interface PrintsOf {
  id: string;
  papers: Paper[];
  /** Operations that print the record itself. */
  prints: Operation[];
  /** A printing is counted: the record is another version then. */
  changed: () => void;
}

const BLOCKED = Symbol("the browser opens no window");

export function Prints({ id, papers, prints, changed }: PrintsOf) {
  const { words } = useKnown();
  const [trouble, setTrouble] = useState<unknown>(null);
  const numbers = [...new Set(papers.map((each) => each.number))];

  async function open(path: string): Promise<void> {
    const tab = window.open("", "_blank");
    if (!tab) return setTrouble(BLOCKED);
    setTrouble(null);
    await openPaper(tab, path).then(changed, setTrouble);
  }

  function button(path: string, name: string, called: string = name) {
    return (
      <Button
        key={path}
        variant="default"
        px="xs"
        leftSection={<Printer size={16} aria-hidden />}
        aria-label={called}
        onClick={() => void open(path)}
      >
        {name}
      </Button>
    );
  }

  return (
    <>
      {numbers.map((number) => {
        const copies = papers.filter((each) => each.number === number);
        const form = `${words.form?.[copies[0]!.form]} ${number}`;
        return (
          <div key={number}>
            <Text size="sm" mb={4}>
              {form}
            </Text>
            <Group gap={6} grow preventGrowOverflow={false}>
              {copies.map(({ copy, href }) => {
                const name = copy ? words.copy![copy]! : say("print");
                return button(href, name, `${say("print")} ${form} ${copy ? name : ""}`.trim());
              })}
            </Group>
          </div>
        );
      })}
      {prints.map((op) => button(sitePath(op.path, { [kindOf(op)]: id }), words.operation?.[op.name] ?? say("print")))}
      {trouble === BLOCKED && <Alert color="orange">{say("windowBlocked")}</Alert>}
      {trouble !== null && trouble !== BLOCKED && <RefusalNote trouble={trouble} />}
    </>
  );
}
