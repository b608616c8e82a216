/** What may be wider than the page: it is moved sideways by itself, by a finger or by arrow keys. */
import { Table } from "@mantine/core";
import type { ReactNode } from "react";

interface WideOf {
  /** Pixels. */
  least: number;
  called: string;
  children: ReactNode;
}

export function Wide({ least, called, children }: WideOf) {
  return (
    <Table.ScrollContainer type="native" minWidth={least} tabIndex={0} role="region" aria-label={called}>
      {children}
    </Table.ScrollContainer>
  );
}
