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
  const numbers = [...new Set(papers.map((each) => each.number))];

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
                const called = `${say("print")} ${form} ${copy ? name : ""}`.trim();
                return <PrintButton key={href} path={href} name={name} called={called} changed={changed} />;
              })}
            </Group>
          </div>
        );
      })}
      {prints.map((op) => (
        <PrintButton
          key={op.name}
          path={sitePath(op.path, { [kindOf(op)]: id })}
          name={words.operation?.[op.name] ?? say("print")}
          changed={changed}
        />
      ))}
    </>
  );
}

interface PrintOf {
  path: string;
  name: string;
  /** What it is to who does not see what it stands beside. */
  called?: string;
  small?: boolean;
  changed: () => void;
}

/** Opens a paper in a window of its own, to be printed. */
export function PrintButton({ path, name, called = name, small, changed }: PrintOf) {
  const [trouble, setTrouble] = useState<unknown>(null);

  async function open(): Promise<void> {
    const tab = window.open("", "_blank");
    if (!tab) return setTrouble(BLOCKED);
    setTrouble(null);
    await openPaper(tab, path).then(changed, setTrouble);
  }

  return (
    <>
      <Button
        variant={small ? "subtle" : "default"}
        size={small ? "compact-sm" : undefined}
        px={small ? 4 : "xs"}
        leftSection={<Printer size={16} aria-hidden />}
        aria-label={called}
        onClick={() => void open()}
      >
        {name}
      </Button>
      {trouble === BLOCKED && <Alert color="orange">{say("windowBlocked")}</Alert>}
      {trouble !== null && trouble !== BLOCKED && <RefusalNote trouble={trouble} />}
    </>
  );
}
