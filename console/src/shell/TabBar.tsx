/** On a phone, under the thumb: what waits, the first pages of one's work, and everything else. */
import { Text, UnstyledButton } from "@mantine/core";
import { Inbox, Menu } from "lucide-react";
import { useMemo } from "react";
import { useLocation } from "wouter";
import { iconOf } from "./icons";
import { useKnown } from "./known";
import { entryName, menu } from "./menu";
import { say } from "./words";

const MOST = 3;

export function TabBar({ more }: { more: () => void }) {
  const known = useKnown();
  const [at, go] = useLocation();
  const { work } = useMemo(() => menu(known), [known]);
  const tabs = [
    { to: "/", label: say("inboxShort"), Icon: Inbox },
    ...work.slice(0, MOST).map((each) => ({ to: each.to, label: entryName(known.words, each), Icon: iconOf(each.op) })),
  ];
  return (
    <nav className="tabs" aria-label={say("tabs")}>
      {tabs.map(({ to, label, Icon }) => (
        <Tab key={to} label={label} Icon={Icon} current={at === to} chosen={() => go(to)} />
      ))}
      <Tab label={say("everything")} Icon={Menu} chosen={more} />
    </nav>
  );
}

interface TabOf {
  label: string;
  Icon: typeof Inbox;
  current?: boolean;
  chosen: () => void;
}

function Tab({ label, Icon, current = false, chosen }: TabOf) {
  return (
    <UnstyledButton onClick={chosen} aria-current={current ? "page" : undefined}>
      <Icon size={20} aria-hidden />
      <Text size="xs" lh={1.1}>
        {label}
      </Text>
    </UnstyledButton>
  );
}
