/** The menu as it stands beside the page: work first, upkeep folded away. */
import { NavLink, Text } from "@mantine/core";
import { Inbox, Settings } from "lucide-react";
import { useMemo } from "react";
import { useLocation } from "wouter";
import { useKnown } from "./known";
import { iconOf } from "./icons";
import { entryName, menu, type Entry } from "./menu";
import { say } from "./words";

export function SideMenu({ chosen }: { chosen: () => void }) {
  const known = useKnown();
  const { work, parts, upkeep } = useMemo(() => menu(known), [known]);
  return (
    <div className="menu">
      <Link to="/" label={say("inbox")} Icon={Inbox} chosen={chosen} />
      <Links entries={work} chosen={chosen} />
      {[...parts].map(([part, entries]) => (
        <div key={part}>
          <Text size="xs" c="dimmed" fw={700} mt="md" mb={4} px="sm">
            {known.words.part?.[part] ?? part}
          </Text>
          <Links entries={entries} chosen={chosen} />
        </div>
      ))}
      {upkeep.length > 0 && (
        <NavLink component="button" mt="md" label={say("upkeep")} leftSection={<Settings size={18} aria-hidden />} childrenOffset={16}>
          <Links entries={upkeep} chosen={chosen} />
        </NavLink>
      )}
    </div>
  );
}

function Links({ entries, chosen }: { entries: Entry[]; chosen: () => void }) {
  const { words } = useKnown();
  return entries.map((each) => (
    <Link key={each.op.name} to={each.to} label={entryName(words, each)} Icon={iconOf(each.op)} chosen={chosen} />
  ));
}

interface LinkTo {
  to: string;
  label: string;
  Icon: typeof Inbox;
  chosen: () => void;
}

function Link({ to, label, Icon, chosen }: LinkTo) {
  const [at, go] = useLocation();
  return (
    <NavLink
      component="button"
      py={6}
      label={label}
      active={at === to}
      aria-current={at === to ? "page" : undefined}
      leftSection={<Icon size={18} aria-hidden />}
      onClick={() => {
        chosen();
        go(to);
      }}
    />
  );
}
