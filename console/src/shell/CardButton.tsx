/** A card that leads somewhere. */
import { Card } from "@mantine/core";
import type { ReactNode } from "react";

export function CardButton({ to, children }: { to: () => void; children: ReactNode }) {
  return (
    <Card withBorder p="sm" component="button" type="button" className="card-button" onClick={to}>
      {children}
    </Card>
  );
}
