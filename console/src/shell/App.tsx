/** The frame: where one is, the menu of what one may do, the page. */
import { AppShell, Burger, Group, Skeleton, Text, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { ConciergeBell } from "lucide-react";
import { lazy, Suspense, useEffect, useRef, type ReactNode } from "react";
import { Route, Switch, useLocation } from "wouter";
import { may, operationOf, type Operation } from "../api/definitions";
import Inbox from "../pages/Inbox";
import { Behind } from "./Behind";
import { useKnown } from "./known";
import { Notes } from "./notes";
import { Person } from "./Person";
import { PLACES } from "./places";
import { Search } from "./Search";
import { SideMenu } from "./SideMenu";
import { TabBar } from "./TabBar";
import { Opened } from "./Unopened";
import { inMine, say } from "./words";

const RecordPage = lazy(() => import("../records/RecordPage"));
const ListPage = lazy(() => import("../lists/ListPage"));
const ShowPage = lazy(() => import("../pages/ShowPage"));
const DoPage = lazy(() => import("../pages/DoPage"));
const Later = lazy(() => import("./Later"));
const HOME = "/";

export default function App() {
  const { me, definitions } = useKnown();
  const [opened, { toggle, close }] = useDisclosure();
  const [at, go] = useLocation();
  const main = useRef<HTMLElement>(null);
  /** The page that one was on: where what was pressed is gone, keys go on in the next one. */
  const left = useRef(at);

  useEffect(() => {
    if (left.current !== at && document.activeElement === document.body) main.current?.focus();
    left.current = at;
  }, [at]);

  /** A page of an operation, for who may do it; everybody else is at home. */
  function pageOf(name: string, page: (op: Operation) => ReactNode): ReactNode {
    const op = operationOf(definitions, name);
    return op && may(op, me) ? page(op) : <Inbox />;
  }

  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 248, breakpoint: "sm", collapsed: { mobile: !opened } }}
      footer={{ height: { base: 56, sm: 0 } }}
      padding={{ base: "sm", sm: "lg" }}
    >
      <UnstyledButton className="skip" onClick={() => main.current?.focus()}>
        {say("skip")}
      </UnstyledButton>
      <AppShell.Header px={{ base: "xs", sm: "md" }}>
        <Group h="100%" gap="xs" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={say("menu")} />
            <UnstyledButton onClick={() => go(HOME)} miw={0}>
              <Group gap={8} wrap="nowrap" className="brand">
                <ConciergeBell size={22} aria-hidden />
                <Text component="h1" fw={700} fz={{ base: "sm", sm: "md" }} truncate m={0}>
                  {inMine(me.site_name)}
                </Text>
              </Group>
            </UnstyledButton>
          </Group>
          <Search />
          <Person />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={say("menu")}>
        <SideMenu chosen={close} />
      </AppShell.Navbar>
      <AppShell.Main ref={main} tabIndex={-1}>
        <Behind />
        <Opened key={at}>
          <Suspense fallback={<Skeleton h={240} />}>
            {at !== HOME && <Later />}
            <Switch>
              <Route path="/record/:kind/:id">{({ kind, id }) => <RecordPage kind={kind} id={decodeURIComponent(id)} />}</Route>
              <Route path="/list/:name">{({ name }) => pageOf(name, (op) => <ListPage key={name} op={op} />)}</Route>
              <Route path="/show/:name">{({ name }) => pageOf(name, (op) => <ShowPage key={name} op={op} />)}</Route>
              <Route path="/do/:name">{({ name }) => pageOf(name, (op) => <DoPage key={name} op={op} />)}</Route>
              {PLACES.map(({ at: path, op: name, page: Page }) => (
                <Route key={path} path={path}>
                  {({ id = "" }: { id?: string }) => pageOf(name, (op) => <Page key={id} op={op} id={decodeURIComponent(id)} />)}
                </Route>
              ))}
              <Route>
                <Inbox />
              </Route>
            </Switch>
          </Suspense>
        </Opened>
      </AppShell.Main>
      <AppShell.Footer hiddenFrom="sm">
        <TabBar more={toggle} />
      </AppShell.Footer>
      <Notes />
    </AppShell>
  );
}
