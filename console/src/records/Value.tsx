/** Whatever the API shows, for people to read: facts by name, lists as tables. */
import { Box, Card, Stack, Table, Text, Title } from "@mantine/core";
import { useKnown } from "../shell/known";
import { isNothing, isObject, isShown, Speech, type Shown } from "./reading";

const DEEPEST = 4;
/** From so many characters on a fact has a line for itself. */
const WIDE = 60;

interface FactsOf {
  value: Shown;
  /** The schema that it is of. */
  schema?: string;
  depth?: number;
}

export function Facts({ value, schema = "", depth = 0 }: FactsOf) {
  const speech = new Speech(useKnown(), schema);
  const said: [string, string][] = [];
  const parts: [string, unknown][] = [];
  for (const [key, each] of Object.entries(value)) {
    if (!isShown(key, each)) continue;
    const text = speech.value(key, each);
    if (text !== null) said.push([key, text]);
    else parts.push([key, each]);
  }
  return (
    <Stack gap="sm">
      {said.length > 0 && (
        <dl className="facts">
          {said.map(([key, text]) => (
            <div key={key} data-wide={text.length > WIDE}>
              <Text component="dt" size="xs" c="dimmed">
                {speech.name(key)}
              </Text>
              <Text component="dd" m={0} className="said">
                {text}
              </Text>
            </div>
          ))}
        </dl>
      )}
      {depth < DEEPEST &&
        parts.map(([key, each]) => (
          <Box key={key}>
            <Title order={depth ? 5 : 4} size="h6" mb={4}>
              {speech.name(key)}
            </Title>
            <Part name={key} value={each} speech={speech} depth={depth + 1} />
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

function Part({ name, value, speech, depth }: PartOf) {
  const { schema } = speech.within(name);
  if (isObject(value)) return <Facts value={value} schema={schema} depth={depth} />;
  if (!Array.isArray(value)) return null;
  if (value.every(isObject)) return <Rows rows={value as Shown[]} schema={schema} depth={depth} />;
  return <Text>{plainly(value, speech, name)}</Text>;
}

/** Whether a table would need another within it. */
function hasParts(value: unknown, speech: Speech, key: string): boolean {
  if (isNothing(value) || speech.value(key, value) !== null) return false;
  return !Array.isArray(value) || value.some(isObject);
}

function plainly(value: unknown, speech: Speech, key: string): string | null {
  if (!Array.isArray(value)) return speech.value(key, value);
  return value.map((each) => speech.value(key, each) ?? "").join("、");
}

interface RowsOf {
  rows: Shown[];
  schema?: string;
  depth?: number;
}

/** Things of one kind, a row each. */
export function Rows({ rows, schema = "", depth = 1 }: RowsOf) {
  const speech = new Speech(useKnown(), schema);
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((key) =>
    rows.some((row) => isShown(key, row[key])),
  );
  const plain = rows.every((row) => keys.every((key) => !hasParts(row[key], speech, key)));
  if (!plain) {
    return (
      <Stack gap="xs">
        {rows.map((row, place) => (
          <Card key={place} withBorder p="xs">
            <Facts value={row} schema={schema} depth={depth + 1} />
          </Card>
        ))}
      </Stack>
    );
  }
  return (
    <Table.ScrollContainer minWidth={Math.min(keys.length * 90, 720)}>
      <Table verticalSpacing={4} fz="sm">
        <Table.Thead>
          <Table.Tr>
            {keys.map((key) => (
              <Table.Th key={key}>{speech.name(key)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, place) => (
            <Table.Tr key={place}>
              {keys.map((key) => (
                <Table.Td key={key} className="said">
                  {isNothing(row[key]) ? "" : plainly(row[key], speech, key)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
