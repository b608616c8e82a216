/** Whatever the API shows, for people to read: facts by name, lists as tables. */
import { Anchor, Box, Button, Card, Stack, Table, Text, Title } from "@mantine/core";
import { createContext, Fragment, useContext, useState } from "react";
import { useKnown } from "../shell/known";
import { Wide } from "../shell/Wide";
import { language, say } from "../shell/words";
import { isObject, Speech, type Said, type Shown } from "./reading";

const DEEPEST = 4;
/** From so many characters on a fact has a line for itself. */
const WIDE = 60;
/** Up to so many it is not broken in a table: a sum, a day. */
const SHORT = 12;
/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY = 86_400_000;

/** The record that the facts are of: it names what is named in it only. */
export const About = createContext<Shown>({});

export function useSpeech(schema: string): Speech {
  return new Speech(useKnown(), schema, useContext(About));
}

const lengthOf = (said: Said[]): number => said.reduce((long, { text }) => long + text.length, 0);

/** What stands on one line in a table. */
export const isShort = (said: Said[]): boolean => lengthOf(said) <= SHORT;

/** What is said, each thing with a link to its page if it has one. */
export function Words({ said }: { said: Said[] }) {
  return said.map(({ text, to }, place) => (
    <Fragment key={place}>
      {place > 0 && "、"}
      {to ? <Anchor href={`#${to}`} inherit>{text}</Anchor> : text}
    </Fragment>
  ));
}

interface FactsOf {
  value: Shown;
  /** The schema that it is of. */
  schema?: string;
  depth?: number;
}

export function Facts({ value, schema = "", depth = 0 }: FactsOf) {
  const speech = useSpeech(schema);
  const said: [string, Said[]][] = [];
  const parts: string[] = [];
  for (const key of speech.shown(value)) {
    const words = speech.said(value, key);
    if (words !== null) said.push([key, words]);
    else parts.push(key);
  }
  return (
    <Stack gap="sm">
      {said.length > 0 && (
        <dl className="facts">
          {said.map(([key, words]) => (
            <div key={key} data-wide={lengthOf(words) > WIDE}>
              <Text component="dt" size="xs" c="dimmed">
                {speech.name(key)}
              </Text>
              <Text component="dd" m={0} className="said">
                <Words said={words} />
              </Text>
            </div>
          ))}
        </dl>
      )}
      {depth < DEEPEST &&
        parts.map((key) => (
          <Box key={key}>
            <Title order={4} size="h6" mb={4}>
              {speech.name(key)}
            </Title>
            <Part name={key} value={value[key]} speech={speech} depth={depth + 1} />
          </Box>
        ))}
    </Stack>
  );
}

interface PartOf {
  name: string;
  value: unknown;
  speech: Speech;
  depth: number;
}

/** What a property holds, if it is not said in words. */
export function Part({ name, value, speech, depth }: PartOf) {
  const { schema } = speech.within(name);
  if (isObject(value)) return <Facts value={value} schema={schema} depth={depth} />;
  if (!Array.isArray(value)) return null;
  if (value.every(isObject)) return <Rows rows={value} schema={schema} depth={depth} />;
  return <Lines lines={value} speech={speech} name={name} />;
}

/** Lists in a list, a line each; seven of them are a week, from Monday on. */
function Lines({ lines, speech, name }: { lines: unknown[]; speech: Speech; name: string }) {
  const weekday = new Intl.DateTimeFormat(language(), { weekday: "short", timeZone: "UTC" });
  return (
    <dl className="facts">
      {lines.map((line, place) => (
        <div key={place}>
          <Text component="dt" size="xs" c="dimmed">
            {lines.length === WEEK ? weekday.format(MONDAY + place * DAY) : place + 1}
          </Text>
          <Text component="dd" m={0}>
            {speech.value(name, line) || "–"}
          </Text>
        </div>
      ))}
    </dl>
  );
}

const WEEK = 7;
/** Rows after which the others are a click away. */
const MANY = 12;

/** Pixels of a column. */
const COLUMN = 90;

interface RowsOf {
  rows: Shown[];
  schema?: string;
  depth?: number;
}

/** Things of one kind, a row each. */
export function Rows({ rows, schema = "", depth = 1 }: RowsOf) {
  const speech = useSpeech(schema);
  const [all, show] = useState(false);
  const shown = rows.map((row) => new Set(speech.shown(row)));
  const keys = [...new Set(shown.flatMap((each) => [...each]))];
  const plain = rows.every((row, place) => keys.every((key) => !shown[place]!.has(key) || speech.said(row, key) !== null));
  const seen = all ? rows : rows.slice(0, MANY);
  const rest = seen.length < rows.length && (
    <Button variant="subtle" size="compact-sm" onClick={() => show(true)}>
      {say("all")} ({rows.length})
    </Button>
  );
  if (!plain) {
    return (
      <Stack gap="xs">
        {seen.map((row, place) => (
          <Card key={place} withBorder p="xs">
            <Facts value={row} schema={schema} depth={depth + 1} />
          </Card>
        ))}
        {rest}
      </Stack>
    );
  }
  return (
    <>
      <Wide least={keys.length * COLUMN} called={say("table")}>
        <Table verticalSpacing={4} fz="sm">
          <Table.Thead>
            <Table.Tr>
              {keys.map((key) => (
                <Table.Th key={key}>{speech.name(key)}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {seen.map((row, place) => (
              <Table.Tr key={place}>
                {keys.map((key) => {
                  const said = shown[place]!.has(key) ? speech.said(row, key)! : [];
                  return (
                    <Table.Td key={key} className="said" data-short={isShort(said)}>
                      <Words said={said} />
                    </Table.Td>
                  );
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
      {rest}
    </>
  );
}
