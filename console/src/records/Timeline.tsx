/** Who did what to a record, when, by which clause. */
import { Button, Group, Text, Timeline as Line } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ask } from "../api/client";
import { useKnown } from "../shell/known";
import { shown } from "../shell/time";
import { say } from "../shell/words";
import { digest, isNothing, Speech, type Shown } from "./reading";
import { Facts, useSpeech, Words } from "./Value";

const ENTRY = "chalicelib.core.history.Entry";

interface Entry extends Shown {
  seq: number;
  at: string;
  command: string;
  clause: string;
  form: Shown;
  facts: Shown;
}

interface Page {
  items: Entry[];
  next: string | null;
}

export function Timeline({ path, kind }: { path: string; kind: string }) {
  const known = useKnown();
  const { definitions, words, me } = known;
  const speech = new Speech(known, ENTRY);
  const pages = useInfiniteQuery({
    queryKey: ["history", path],
    initialPageParam: "",
    queryFn: async ({ pageParam }) => {
      const query = new URLSearchParams({ order: "newest", ...(pageParam && { cursor: pageParam }) });
      return (await ask<Page>("GET", `${path}?${query}`)).body;
    },
    getNextPageParam: (last) => last.next,
  });
  const entries = pages.data?.pages.flatMap((each) => each.items) ?? [];
  const called = (command: string) =>
    words.operation?.[`${kind}-${command}`] ?? words.command?.[command] ?? words.operation?.[command] ?? command;
  const formOf = (command: string) =>
    definitions.operations.find((each) => [command, `${kind}-${command}`].includes(each.name))?.form;
  return (
    <>
      <Line bulletSize={12} lineWidth={2} active={entries.length}>
        {entries.map((each) => (
          <Line.Item key={each.seq} title={<>{called(each.command)} · <Words said={speech.said(each, "by")!} /></>}>
            <Text size="xs" c="dimmed">
              {shown(each.at, me.time_zone)} · {each.clause}
            </Text>
            {!isNothing(each.form) && <Filled form={each.form} schema={formOf(each.command)} />}
          </Line.Item>
        ))}
      </Line>
      {pages.hasNextPage && (
        <Button variant="subtle" onClick={() => void pages.fetchNextPage()}>
          {say("more")}
        </Button>
      )}
    </>
  );
}

/** The form that was filled in: a line, and the whole of it for who opens it. */
function Filled({ form, schema }: { form: Shown; schema?: string }) {
  const [opened, { toggle }] = useDisclosure(false);
  const said = digest(form, useSpeech(schema ?? ""));
  return (
    <>
      <Group gap="xs" align="baseline">
        {!opened && said && (
          <Text size="sm" className="said">
            {said}
          </Text>
        )}
        <Button variant="subtle" size="compact-xs" onClick={toggle} aria-expanded={opened}>
          {say(opened ? "fold" : "details")}
        </Button>
      </Group>
      {opened && <Facts value={form} schema={schema} depth={2} />}
    </>
  );
}
