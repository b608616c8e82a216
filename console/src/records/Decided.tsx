/** What the GM was asked for, and what he decided of it, each thing by itself. */
import { Card, Stack, Text, Title } from "@mantine/core";
import { labelOf } from "../forms/schema";
import { useKnown } from "../shell/known";
import { say } from "../shell/words";
import { FindingDetails, type Called } from "./Findings";
import { isObject, type Shown } from "./reading";

interface Decision {
  yes: boolean;
  words: string | null;
}

export interface AskedFor {
  asked: { asks: string; clause: string; line: string | null; code: string | null; data: Shown };
  /** Of a version before: it counts no more. */
  before: Decision | null;
  unchanged: boolean;
  now: Decision | null;
}

/** What is asked for, and of which line or thing. */
export function useAskedName(called: Called): (each: AskedFor) => string {
  const { words } = useKnown();
  return ({ asked: { asks, line, code } }) =>
    [words.asks?.[asks], line && called.line?.[line], code && called.item?.[code]].filter(Boolean).join(" · ");
}

const decided = ({ yes, words }: Decision): string => [say(yes ? "grant" : "grantNot"), words].filter(Boolean).join(" · ");

/** The thing itself, by what it was found, and what was decided of it before. */
export function AskedThing({ each, called }: { each: AskedFor; called: Called }) {
  const { asked, before, unchanged } = each;
  const name = useAskedName(called);
  return (
    <>
      <Text fw={600}>{name(each)}</Text>
      <Text size="xs" c="dimmed">
        <FindingDetails data={Object.assign({}, ...Object.values(asked.data).filter(isObject))} clause={asked.clause} called={called} />
      </Text>
      {before && (
        <Text size="xs">
          {say("grantBefore")}: {decided(before)} {unchanged && `(${say("grantSame")})`}
        </Text>
      )}
    </>
  );
}

/** What he has decided; nothing, as long as he has not. */
export function Decided({ asks, called }: { asks: AskedFor[]; called: Called }) {
  const { words } = useKnown();
  const those = asks.filter(({ before, now }) => before ?? now);
  if (those.length === 0) return null;
  return (
    <Card withBorder component="section">
      <Title order={3} size="h6" mb="xs">
        {labelOf(words, "grants")}
      </Title>
      <Stack gap="sm">
        {those.map((each) => (
          <div key={`${each.asked.asks}/${each.asked.line}/${each.asked.code}`}>
            <AskedThing each={each} called={called} />
            {each.now && (
              <Text size="sm" c={each.now.yes ? "teal" : "red"}>
                {decided(each.now)}
              </Text>
            )}
          </div>
        ))}
      </Stack>
    </Card>
  );
}
