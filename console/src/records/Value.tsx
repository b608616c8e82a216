/** Whatever the API shows, for people to read: facts by name, lists as tables. */
import { Box, Grid, Stack, Table, Text, Title } from "@mantine/core";
import { useKnown } from "../shell/known";
import { inWords, isNothing, isObject, isShown, nameOf, type Shown } from "./reading";

interface Props {
  value: Shown;
  kind?: string;
  depth?: number;
}

const DEEPEST = 3;

export function Facts({ value, kind = "", depth = 0 }: Props) {
  const { words, me } = useKnown();
  const said: [string, string][] = [];
  const parts: [string, unknown][] = [];
  for (const [key, each] of Object.entries(value)) {
    if (!isShown(key) || isNothing(each) || key === "id") continue;
    const text = inWords(key, each, words, me.time_zone, kind);
    if (text !== null) said.push([key, text]);
    else parts.push([key, each]);
  }
  return (
    <Stack gap="sm">
      {said.length > 0 && (
        <Grid component="dl" gap="xs" m={0}>
          {said.map(([key, text]) => (
            <Grid.Col key={key} span={text.length > 60 ? 12 : { base: 12, xs: 6, md: 4 }}>
              <Text component="dt" size="xs" c="dimmed">
                {nameOf(words, key)}
              </Text>
              <Text component="dd" m={0} style={{ overflowWrap: "anywhere", whiteSpace: "pre-line" }}>
                {text}
              </Text>
            </Grid.Col>
          ))}
        </Grid>
      )}
      {depth < DEEPEST &&
        parts.map(([key, each]) => (
          <Box key={key}>
            <Title order={depth ? 5 : 4} size="h6" mb={4}>
              {nameOf(words, key)}
            </Title>
            <Part name={key} value={each} kind={kind} depth={depth + 1} />
          </Box>
        ))}
    </Stack>
  );
}

function Part({ name, value, kind, depth }: { name: string; value: unknown; kind: string; depth: number }) {
  const { words, me } = useKnown();
  if (isObject(value)) return <Facts value={value} kind={kind} depth={depth} />;
  if (!Array.isArray(value)) return null;
  if (value.every(isObject)) return <Rows rows={value as Shown[]} depth={depth} />;
  const said = value.map((each) => inWords(name, each, words, me.time_zone, kind) ?? "");
  return <Text>{said.join("、")}</Text>;
}

/** Things of one kind, a row each. */
export function Rows({ rows, depth = 1 }: { rows: Shown[]; depth?: number }) {
  const { words, me } = useKnown();
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter(
    (key) => isShown(key) && rows.some((row) => !isNothing(row[key])),
  );
  return (
    <Table.ScrollContainer minWidth={Math.min(keys.length * 90, 720)}>
      <Table verticalSpacing={4} fz="sm">
        <Table.Thead>
          <Table.Tr>
            {keys.map((key) => (
              <Table.Th key={key}>{nameOf(words, key)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, place) => (
            <Table.Tr key={place}>
              {keys.map((key) => (
                <Table.Td key={key}>
                  {isNothing(row[key])
                    ? ""
                    : (inWords(key, row[key], words, me.time_zone) ??
                      (depth < DEEPEST && (
                        <Part name={key} value={row[key]} kind="" depth={depth + 1} />
                      )))}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
