/** Why something is due then, in place, under what says when. */
import "../shell/later.css";
import { Popover, UnstyledButton } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import type { ReactNode } from "react";
import type { Operation } from "../api/definitions";
import { Why } from "./Why";

interface AskedOf {
  op: Operation;
  clause: string;
  of: { kind: string; id: string };
  label: string;
  children: ReactNode;
}

export default function Asked({ op, clause, of: { kind, id }, label, children }: AskedOf) {
  const [opened, change] = useDisclosure(true);
  useHotkeys([["Escape", change.close]]);
  return (
    <Popover width={340} position="bottom-start" withArrow shadow="md" withinPortal={false} opened={opened} onChange={change.set}>
      <Popover.Target>
        <UnstyledButton aria-label={label} autoFocus onClick={change.toggle}>
          {children}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Why op={op} kind={kind} id={id} clause={clause} />
      </Popover.Dropdown>
    </Popover>
  );
}
