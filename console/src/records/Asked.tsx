/** What is due; pressed, why it is due then, in place, where the API says so of this kind of record. */
import { Popover, UnstyledButton } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import type { ReactNode } from "react";
import { may, operationOf } from "../api/definitions";
import { useKnown } from "../shell/known";
import { say } from "../shell/words";
import { Why } from "./Why";

interface AskedOf {
  clause: string;
  of: { kind: string; id: string };
  children: ReactNode;
}

export default function Asked({ clause, of: { kind, id }, children }: AskedOf) {
  const { definitions, me } = useKnown();
  const [opened, change] = useDisclosure();
  useHotkeys([["Escape", change.close]]);
  const op = operationOf(definitions, `${kind}-due`);
  if (!op || !may(op, me)) return children;
  return (
    <Popover width={340} position="bottom-start" withArrow shadow="md" withinPortal={false} opened={opened} onChange={change.set}>
      <Popover.Target>
        <UnstyledButton aria-label={`${clause} ${say("whyDue")}`} onClick={change.toggle}>
          {children}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Why op={op} kind={kind} id={id} clause={clause} />
      </Popover.Dropdown>
    </Popover>
  );
}
