/** The frame: who is signed in, the menu of what they may do, the page. */
import {
  ActionIcon, AppShell, Burger, Group, Menu, Skeleton, TextInput, Title,
  UnstyledButton, useComputedColorScheme, useMantineColorScheme,
} from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { CircleUser, Languages, Moon, Search, Sun } from "lucide-react";
import { lazy, Suspense, useMemo, useRef } from "react";
import { Route, Switch, useLocation } from "wouter";
import { nameOf } from "../api/definitions";
import { signOut } from "../api/session";
import Inbox from "../pages/Inbox";
import { useKnown } from "./known";
import { SideMenu } from "./SideMenu";
import { menu } from "./menu";
import { Notes } from "./notes";
import { PLACES } from "./places";
import { inMine, LANGUAGES, language, say, speak, type Language } from "./words";

const RecordPage = lazy(() => import("../records/RecordPage"));
const ListPage = lazy(() => import("../lists/ListPage"));
const ShowPage = lazy(() => import("../pages/ShowPage"));
const DoPage = lazy(() => import("../pages/DoPage"));

export default function App() {
  const known = useKnown();
  const { me, words, definitions } = known;
  const { mine } = useMemo(() => menu(known), [known]);
  const [opened, { toggle, close }] = useDisclosure();
  const [, go] = useLocation();
  const search = useRef<HTMLInputElement>(null);
  useHotkeys([["/", () => search.current?.focus()]]);
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  const searchable = definitions.operations.some((op) => op.name === "ticket-search" && op.roles.some((each) => me.roles.includes(each)));
  const op = (name: string) => definitions.operations.find((each) => each.name === name);

  return (
    <AppShell header={{ height: 56 }} navbar={{ width: 250, breakpoint: "sm", collapsed: { mobile: !opened } }} padding="md">
      <a className="skip" href="#main">
        {say("skip")}
      </a>
      <AppShell.Header px="md">
        <Group h="100%" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={say("menu")} />
            <UnstyledButton onClick={() => go("/")}>
              <Title order={1} size="h4" lineClamp={1}>
                {inMine(me.site_name)}
              </Title>
            </UnstyledButton>
          </Group>
          {searchable && (
            <TextInput
              ref={search}
              visibleFrom="xs"
              w={320}
              aria-label={say("search")}
              placeholder={`${say("search")}  /`}
              leftSection={<Search size={16} />}
              onKeyDown={(event) =>
                event.key === "Enter" && go(`/search/${encodeURIComponent(event.currentTarget.value)}`)
              }
            />
          )}
          <Group gap={4} wrap="nowrap">
            <Menu>
              <Menu.Target>
                <ActionIcon variant="subtle" aria-label={say("language")}>
                  <Languages size={20} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                {Object.entries(LANGUAGES).map(([code, name]) => (
                  <Menu.Item key={code} onClick={() => speak(code as Language)} fw={code === language() ? 700 : 400} lang={code}>
                    {name}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
            <ActionIcon variant="subtle" aria-label={say("theme")} onClick={() => setColorScheme(scheme === "dark" ? "light" : "dark")}>
              {scheme === "dark" ? <Sun size={20} /> : <Moon size={20} />}
            </ActionIcon>
            <Menu>
              <Menu.Target>
                <ActionIcon variant="subtle" aria-label={me.name}>
                  <CircleUser size={22} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Label>
                  {me.name} · {me.roles.map((each) => words.role?.[each] ?? each).join("、")}
                </Menu.Label>
                {mine.map((each) => (
                  <Menu.Item key={each.op.name} onClick={() => go(each.to)}>
                    {nameOf(words, each.op)}
                  </Menu.Item>
                ))}
                <Menu.Divider />
                <Menu.Item onClick={() => void signOut()}>{say("signOut")}</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={say("menu")}>
        <SideMenu chosen={close} />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        <Suspense fallback={<Skeleton h={240} />}>
          <Switch>
            <Route path="/record/:kind/:id">{({ kind, id }) => <RecordPage kind={kind} id={decodeURIComponent(id)} />}</Route>
            <Route path="/list/:name">{({ name }) => { const of = op(name); return of ? <ListPage key={name} op={of} /> : <Inbox />; }}</Route>
            <Route path="/show/:name">{({ name }) => { const of = op(name); return of ? <ShowPage key={name} op={of} /> : <Inbox />; }}</Route>
            <Route path="/do/:name">{({ name }) => { const of = op(name); return of ? <DoPage key={name} op={of} /> : <Inbox />; }}</Route>
            {PLACES.map(({ at, op: name, page: Page }) => (
              <Route key={at} path={at}>
                {({ id }: { id?: string }) => { const of = op(name); return of ? <Page key={id} op={of} id={decodeURIComponent(id ?? "")} /> : <Inbox />; }}
              </Route>
            ))}
            <Route><Inbox /></Route>
          </Switch>
        </Suspense>
      </AppShell.Main>
      <Notes />
    </AppShell>
  );
}
