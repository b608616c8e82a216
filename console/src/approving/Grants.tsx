/** What the GM is asked for, each thing by itself: granted or not, with words if he likes. */
import { Button, Card, Group, SegmentedControl, Stack, Text, TextInput, Title } from "@mantine/core";
import { labelOf } from "../forms/schema";
import { AskedThing, useAskedName, type AskedFor } from "../records/Decided";
import type { Called } from "../records/Findings";
import { useKnown } from "../shell/known";
import { say } from "../shell/words";

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
  const name = useAskedName(called);
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
          const grant = grants[place]!;
          const fault = wrong(place);
          return (
            <div key={`${each.asked.asks}/${each.asked.line}/${each.asked.code}`} role="group" aria-label={name(each)}>
              <AskedThing each={each} called={called} />
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
