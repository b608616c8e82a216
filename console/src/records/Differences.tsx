/** What a version says otherwise than the one before: before and after, thing by thing. */
import "./differences.css";
import { Badge, Card, Stack, Text, Title } from "@mantine/core";
import { say } from "../shell/words";
import type { Called } from "./Findings";
import type { Speech } from "./reading";

export interface Difference {
  /** `first`, or of things in a list `guests/2/rank`. */
  field: string;
  before: string | null;
  after: string | null;
}

interface Props {
  differences: Difference[];
  /** Of what was asked for. */
  speech: Speech;
  called?: Called;
}

export function Differences({ differences, speech, called = {} }: Props) {
  const things = new Map<string, Difference[]>();
  for (const each of differences) {
    const thing = each.field.split("/").slice(0, -1).join("/");
    things.set(thing, [...(things.get(thing) ?? []), each]);
  }
  return (
    <Card withBorder component="section">
      <Title order={3} size="h6" mb="xs">
        {say("differences")}
      </Title>
      <Stack gap="xs">
        {[...things].map(([thing, of]) => (
          <Thing key={thing} thing={thing} differences={of} speech={speech} called={called} />
        ))}
      </Stack>
    </Card>
  );
}

function Thing({ thing, differences, speech, called = {} }: Props & { thing: string }) {
  const [list, key] = thing.split("/");
  const within = list ? speech.within(list) : speech;
  const whole = differences.every(({ before }) => before === null) ? "added" : differences.every(({ after }) => after === null) ? "removed" : null;
  const said = (name: string, value: string | null) => {
    if (value === null) return "";
    const names = called[name];
    if (names) return value.split(", ").map((each) => names[each] ?? each).join("、");
    return within.value(name, within.counts(name) ? Number(value) : value) ?? value;
  };
  const shown = differences.filter(({ before, after }) => isWorthIt(before) || isWorthIt(after));
  const named = (field: string) => within.name(field.split("/").at(-1)!);
  const spoken = (field: string, value: string | null) => said(field.split("/").at(-1)!, value);
  return (
    <div>
      {list && (
        <Text size="sm" fw={600}>
          {speech.name(list)} · {called[list]?.[key ?? ""] ?? key}{" "}
          {whole && (
            <Badge size="sm" tt="none" color={whole === "added" ? "teal.9" : "red.9"}>
              {say(whole)}
            </Badge>
          )}
        </Text>
      )}
      {whole ? (
        <Text size="xs">{shown.map(({ field, before, after }) => `${named(field)} ${spoken(field, before ?? after)}`).join(" · ")}</Text>
      ) : (
        <ul className="differences">
          {shown.map(({ field, before, after }) => (
            <li key={field}>
              <Text span size="xs" c="dimmed" mr={6}>
                {named(field)}
              </Text>
              <del>{spoken(field, before)}</del> → <ins>{spoken(field, after)}</ins>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** What is nothing and was nothing is not read. */
const isWorthIt = (value: string | null): boolean => !["", "0", "None", null].includes(value);
