/** The printed forms of a record, as the API draws them, each in a window of its own. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { fetchDocument, sitePath } from "../api/client";
import { may, type Operation } from "../api/definitions";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";
import { say } from "../shell/words";
import { kindOf } from "./operations";

export interface NumberedForm {
  form: string;
  number: string;
}

interface PrintsOf {
  kind: string;
  id: string;
  forms: NumberedForm[];
  /** Operations that print the record itself. */
  prints: Operation[];
}

/** Milliseconds after which a window has long read what it shows. */
const READ = 60_000;

export function Prints({ kind, id, forms, prints }: PrintsOf) {
  const { words, definitions, me } = useKnown();
  const [trouble, setTrouble] = useState<unknown>(null);
  const of = definitions.operations.find((op) => op.name === "form-print");
  const numbered = kind === "ticket" && of && may(of, me) ? forms : [];
  const papers = [
    ...numbered.flatMap(({ form, number }) =>
      Object.entries(words.copy ?? {}).map(([copy, name]) => ({
        name: `${words.form?.[form] ?? form} ${number} ${name}`,
        path: `${sitePath(of!.path, { ticket: id, number })}?copy=${copy}`,
      })),
    ),
    ...prints.map((op) => ({
      name: words.operation?.[op.name] ?? say("print"),
      path: sitePath(op.path, { [kindOf(op)]: id }),
    })),
  ];

  /** The window is opened at once: one that opens later would be taken for an advertisement. */
  async function open(path: string): Promise<void> {
    const window_ = window.open("", "_blank");
    try {
      const url = URL.createObjectURL(await fetchDocument(path));
      window_?.location.replace(url);
      setTimeout(() => URL.revokeObjectURL(url), READ);
    } catch (found) {
      window_?.close();
      setTrouble(found);
    }
  }

  return (
    <>
      {papers.map((each) => (
        <Button key={each.path} variant="default" size="xs" onClick={() => void open(each.path)}>
          {say("print")} {each.name}
        </Button>
      ))}
      {trouble !== null && <RefusalNote trouble={trouble} />}
    </>
  );
}
