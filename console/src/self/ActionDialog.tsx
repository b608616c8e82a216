/** The form of an action on something of one's own. */
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { FormDialog } from "../forms/FormDialog";
import { operationAt, type Action } from "../records/operations";
import { useKnown } from "../shell/known";
import { notifyDone } from "../shell/notes";

export interface Chosen {
  action: Action;
  called: string;
  /** Of the record: its id, and the version that was seen. */
  id: string;
  version: number;
  /** What the form need not ask. */
  settled?: Record<string, unknown>;
  /** What is read, or chosen, before it is filled in. */
  above?: ReactNode;
}

export function ActionDialog({ chosen, close }: { chosen: Chosen | null; close: () => void }) {
  const { definitions } = useKnown();
  const queries = useQueryClient();
  const meant = chosen && operationAt(definitions, "POST", chosen.action.href);
  function over(): void {
    close();
    void queries.invalidateQueries();
  }
  return (
    <FormDialog
      title={chosen?.called ?? ""}
      close={close}
      above={chosen?.above}
      form={
        meant && {
          op: meant.op,
          path: chosen!.action.href,
          name: `${meant.op.name}/${chosen!.id}`,
          match: `"${chosen!.version}"`,
          settled: chosen!.settled,
          done: () => {
            notifyDone(chosen!.called);
            over();
          },
          stale: over,
        }
      }
    />
  );
}
