/** A card that leads somewhere. */
import { Card } from "@mantine/core";
import type { ReactNode } from "react";

interface ButtonOf {
  to: () => void;
  /** Whether it is the one that is open. */
  current?: boolean;
  children: ReactNode;
}

export function CardButton({ to, current, children }: ButtonOf) {
  return (
    <Card withBorder p="sm" component="button" type="button" className="card-button" aria-current={current} onClick={to}>
      {children}
    </Card>
  );
}
