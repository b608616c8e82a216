/** What the GM is asked for, each thing by itself: granted or not, with words if he likes. */
import { Button, Card, Group, SegmentedControl, Stack, Text, TextInput, Title } from "@mantine/core";
import { labelOf } from "../forms/schema";
import { FindingDetails, type Called } from "../records/Findings";
import { isObject, type Shown } from "../records/reading";
import { useKnown } from "../shell/known";
import { say } from "../shell/words";

export interface AskedFor {
  asked: { asks: string; clause: string; line: string | null; code: string | null; data: Shown };
  before: { yes: boolean; words: string | null } | null;
  unchanged: boolean;
}

export interface Grant {
  asks: string;
  line?: string;
  code?: string;
  yes?: boolean;
  words?: string;
}

export const grantOf = ({ asked: { asks, line, code } }: AskedFor): Grant => ({
  asks,
  ...(line !== null && { line }),
  ...(code !== null && { code }),
});

interface Props {
  asks: AskedFor[];
  grants: Grant[];
  called: Called;
  /** Of a grant at a place: what is wrong with it. */
  wrong: (place: number) => string | undefined;
  change: (grants: Grant[]) => void;
}

export function Grants({ asks, grants, called, wrong, change }: Props) {
  const { words } = useKnown();
  const set = (place: number, of: Partial<Grant>) => change(grants.map((each, at) => (at === place ? { ...each, ...of } : each)));
  return (
    <Card withBorder component="section">
      <Group justify="space-between" mb="xs" wrap="nowrap">
        <Title order={3} size="h6">
          {labelOf(words, "grants")}
        </Title>
        <Button size="compact-sm" variant="subtle" onClick={() => change(grants.map((each) => ({ ...each, yes: true })))}>
          {say("grantsAll")}
        </Button>
      </Group>
      <Stack gap="md">
        {asks.map((each, place) => {
          const { asked, before, unchanged } = each;
          const about = [asked.line && called.line?.[asked.line], asked.code && called.item?.[asked.code]].filter(Boolean).join(" · ");
          const grant = grants[place]!;
          const fault = wrong(place);
          return (
            <div key={`${asked.asks}/${asked.line}/${asked.code}`} role="group" aria-label={`${words.asks?.[asked.asks]} ${about}`}>
              <Text fw={600}>
                {words.asks?.[asked.asks]}
                {about && ` · ${about}`}
              </Text>
              <Text size="xs" c="dimmed">
                <FindingDetails data={Object.assign({}, ...Object.values(asked.data).filter(isObject))} clause={asked.clause} called={called} />
              </Text>
              {before && (
                <Text size="xs">
                  {say("grantBefore")}: {say(before.yes ? "grant" : "grantNot")} {before.words} {unchanged && `(${say("grantSame")})`}
                </Text>
              )}
              <SegmentedControl
                fullWidth
                mt={4}
                size="md"
                color={grant.yes === undefined ? undefined : grant.yes ? "teal.9" : "red.9"}
                value={grant.yes === undefined ? "" : String(grant.yes)}
                onChange={(value) => set(place, { yes: value === "true" })}
                data={[
                  { value: "true", label: say("grant") },
                  { value: "false", label: say("grantNot") },
                ]}
              />
              {grant.yes === false && (
                <TextInput mt={4} aria-label={labelOf(words, "words", "Decision")} placeholder={labelOf(words, "words", "Decision")} value={grant.words ?? ""} onChange={(event) => set(place, { words: event.currentTarget.value })} />
              )}
              {fault && (
                <Text size="sm" c="red" role="alert">
                  {fault}
                </Text>
              )}
            </div>
          );
        })}
      </Stack>
    </Card>
  );
}
