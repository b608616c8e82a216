/** What was found about a plan or a claim: the same to applicant, approver and finance. */
import { Alert, Group, List, Text, ThemeIcon } from "@mantine/core";
import { Check, TriangleAlert, X } from "lucide-react";
import { useKnown } from "../shell/known";
import { say } from "../shell/words";
import { isNothing, money, Speech, type Shown } from "./reading";

export interface Finding {
  level: "stop" | "warn";
  code: string;
  clause: string;
  line: string | null;
  data: Shown;
  granted?: boolean;
}

const LOOK = {
  granted: { colour: "teal", Icon: Check, said: "granted" },
  stop: { colour: "red", Icon: X, said: "stop" },
  warn: { colour: "yellow", Icon: TriangleAlert, said: "warn" },
} as const;

export function Findings({ findings }: { findings: Finding[] }) {
  const known = useKnown();
  const { words } = known;
  const speech = new Speech(known, "Finding");
  return (
    <Alert variant="outline" color="gray" title={say("findings")}>
      <List spacing="xs" size="sm" center={false}>
        {findings.map((each, place) => {
          const look = LOOK[each.granted ? "granted" : each.level];
          const data = Object.entries(each.data ?? {})
            .filter(([, value]) => !isNothing(value))
            .map(([key, value]) => [speech.name(key), typeof value === "number" ? money(value) : speech.value(key, value)])
            .filter(([, value]) => value !== null);
          return (
            <List.Item
              key={place}
              icon={
                <ThemeIcon color={look.colour} size="sm" radius="xl" aria-label={say(look.said)}>
                  <look.Icon size={14} />
                </ThemeIcon>
              }
            >
              <Group gap={6}>
                <Text fw={600}>{words.finding?.[each.code] ?? words.asks?.[each.code] ?? each.code}</Text>
                <Text size="xs" c="dimmed">
                  {each.clause}
                  {each.line && ` · ${speech.name("line")} ${each.line}`}
                </Text>
              </Group>
              {data.map(([name, value]) => (
                <Text key={name} size="xs">
                  {name}: {value}
                </Text>
              ))}
            </List.Item>
          );
        })}
      </List>
    </Alert>
  );
}
