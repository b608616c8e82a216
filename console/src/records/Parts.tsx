/** A record for reading: its plain facts, and under them what is in it, a line each until it is opened. */
import { Accordion, Card, Group, Stack, Text } from "@mantine/core";
import { digest, isApart, isNothing, isObject, type Shown, type Speech } from "./reading";
import { Facts, Part, useSpeech } from "./Value";

interface PartsOf {
  value: Shown;
  schema: string;
  /** Properties that stand elsewhere on the page. */
  without?: Set<string>;
}

/** What a record is mainly about: open from the start. */
const OPEN = new Set(["content", "asked", "people", "journey", "lines", "entries", "guests", "beds", "place", "items", "payers", "shares", "quotation"]);
/** Of so few parts all are open. */
const FEW = 2;

export function Parts({ value, schema, without = new Set() }: PartsOf) {
  const speech = useSpeech(schema);
  const shown = speech.shown(value).filter((key) => !isApart(key) && !without.has(key));
  const parts = shown.filter((key) => speech.said(value, key) === null);
  const elsewhere = (key: string) => isApart(key) || without.has(key) || parts.includes(key);
  const plain = Object.fromEntries(Object.entries(value).filter(([key]) => !elsewhere(key)));
  const opened = parts.filter((key) => parts.length <= FEW || OPEN.has(key));
  return (
    <Stack>
      {shown.length > parts.length && (
        <Card withBorder>
          <Facts value={plain} schema={schema} />
        </Card>
      )}
      {parts.length > 0 && (
        <Card withBorder p={0}>
          <Accordion multiple defaultValue={opened} order={3}>
            {parts.map((key) => (
              <Accordion.Item key={key} value={key}>
                <Accordion.Control>
                  <Group gap="md" wrap="nowrap">
                    <Text fw={600} className="part-name">
                      {speech.name(key)}
                    </Text>
                    <Text size="sm" c="dimmed" truncate>
                      {digest(value[key], speech.within(key))}
                    </Text>
                  </Group>
                </Accordion.Control>
                <Accordion.Panel>
                  <Within name={key} value={value[key]} speech={speech} />
                </Accordion.Panel>
              </Accordion.Item>
            ))}
          </Accordion>
        </Card>
      )}
    </Stack>
  );
}

/** Of so many parts in a part each has a line of its own again. */
const MANY = 4;

function Within({ name, value, speech }: { name: string; value: unknown; speech: Speech }) {
  const parted = (isObject(value) ? Object.values(value) : []).filter((each) => typeof each === "object" && !isNothing(each));
  if (isObject(value) && parted.length >= MANY) return <Parts value={value} schema={speech.within(name).schema} />;
  return <Part name={name} value={value} speech={speech} depth={1} />;
}
