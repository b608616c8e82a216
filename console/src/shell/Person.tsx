/** Who is signed in, and what is theirs: notices, delegations, the language, light or dark. */
import { ActionIcon, Avatar, Group, Text, UnstyledButton, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { Languages, LogOut, Moon, Sun } from "lucide-react";
import { useMemo } from "react";
import { useLocation } from "wouter";
import { nameOf } from "../api/definitions";
import { signOut } from "../api/session";
import { iconOf } from "./icons";
import { useKnown } from "./known";
import { menu } from "./menu";
import { MenuButton } from "./MenuButton";
import { LANGUAGES, language, say, speak, type Language } from "./words";

export function Person() {
  const known = useKnown();
  const { me, words } = known;
  const [, go] = useLocation();
  const { mine } = useMemo(() => menu(known), [known]);
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  const roles = me.roles.map((each) => words.role?.[each] ?? each).join("、");
  return (
    <Group gap={4} wrap="nowrap">
      <MenuButton
        button={
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={say("language")}>
            <Languages size={20} />
          </ActionIcon>
        }
        items={Object.entries(LANGUAGES).map(([code, label]) => ({
          label,
          lang: code,
          current: code === language(),
          chosen: () => speak(code as Language),
        }))}
      />
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={say("theme")} onClick={() => setColorScheme(scheme === "dark" ? "light" : "dark")}>
        {scheme === "dark" ? <Sun size={20} /> : <Moon size={20} />}
      </ActionIcon>
      <MenuButton
        button={
          <UnstyledButton px={4}>
            <Group gap={8} wrap="nowrap">
              <Avatar aria-hidden radius="xl" size={32} color="cyan" variant="filled">
                {me.name.slice(0, 1)}
              </Avatar>
              <div className="who">
                <Text size="sm" fw={600} lh={1.2}>
                  {me.name}
                </Text>
                <Text size="xs" c="dimmed" lh={1.2} maw={140} truncate>
                  {roles}
                </Text>
              </div>
            </Group>
          </UnstyledButton>
        }
        heading={`${me.name} · ${roles}`}
        items={[
          ...mine.map(({ op, to }) => ({ label: nameOf(words, op), Icon: iconOf(op), chosen: () => go(to) })),
          { label: say("signOut"), Icon: LogOut, chosen: () => void signOut(), apart: true },
        ]}
      />
    </Group>
  );
}
