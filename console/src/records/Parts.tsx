/** A record for reading: its plain facts, and under them what is in it, a line each until it is opened. */
import { Accordion, Card, Group, Stack, Text } from "@mantine/core";
import { useKnown } from "../shell/known";
import { digest, isApart, isNothing, isObject, isShown, Speech, type Shown } from "./reading";
import { Facts, Rows } from "./Value";

interface PartsOf {
  value: Shown;
  schema: string;
  /** Properties that stand elsewhere on the page. */
  without?: Set<string>;
}

/** What a record is mainly about: open from the start. */
const OPEN = new Set(["content", "asked", "people", "journey", "lines", "entries", "guests", "beds", "place", "items", "payers", "shares"]);
/** Of so few parts all are open. */
const FEW = 2;

export function Parts({ value, schema, without = new Set() }: PartsOf) {
  const speech = new Speech(useKnown(), schema);
  const shown = Object.entries(value).filter(([key, each]) => isShown(key, each) && !isApart(key) && !without.has(key));
  const plain = shown.filter(([key, each]) => speech.value(key, each) !== null);
  const parts = shown.filter(([key, each]) => speech.value(key, each) === null);
  const opened = parts.map(([key]) => key).filter((key) => parts.length <= FEW || OPEN.has(key));
  return (
    <Stack>
      {plain.length > 0 && (
        <Card withBorder>
          <Facts value={Object.fromEntries(plain)} schema={schema} />
        </Card>
      )}
      {parts.length > 0 && (
        <Card withBorder p={0}>
          <Accordion multiple defaultValue={opened} order={3}>
            {parts.map(([key, each]) => (
              <Accordion.Item key={key} value={key}>
                <Accordion.Control>
                  <Group gap="md" wrap="nowrap">
                    <Text fw={600} className="part-name">
                      {speech.name(key)}
                    </Text>
                    <Text size="sm" c="dimmed" truncate>
                      {digest(each, speech.within(key))}
                    </Text>
                  </Group>
                </Accordion.Control>
                <Accordion.Panel>
                  <Part value={each} schema={speech.within(key).schema} />
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

function Part({ value, schema }: { value: unknown; schema: string }) {
  const parted = (isObject(value) ? Object.values(value) : []).filter((each) => typeof each === "object" && !isNothing(each));
  if (isObject(value) && parted.length >= MANY) return <Parts value={value} schema={schema} />;
  if (isObject(value)) return <Facts value={value} schema={schema} depth={1} />;
  const rows = value as unknown[];
  return rows.every(isObject) ? <Rows rows={rows as Shown[]} schema={schema} /> : <Text>{rows.join("、")}</Text>;
}
