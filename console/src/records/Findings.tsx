/** What was found about a plan or a claim: the same to applicant, approver and finance. */
import { Alert, List, Text, ThemeIcon } from "@mantine/core";
import { Check, Stamp, TriangleAlert, X } from "lucide-react";
import { useKnown } from "../shell/known";
import { say, type Said } from "../shell/words";
import { isMadeUp, isNothing, money, Speech, type Shown } from "./reading";

export interface Finding {
  level: "stop" | "warn";
  code: string;
  clause: string;
  line: string | null;
  /** What the GM would have to grant; null: nobody can, or nothing has to be. */
  asks?: string | null;
  data: Shown;
  granted?: boolean;
}

/** What keys of a record stand for: the name of a property to key to name. */
export type Called = Record<string, Record<string, string>>;

/** Of what is found these are amounts; all else that is a number is counted. */
const AMOUNTS = new Set(["fen", "cap", "host", "advance"]);
/** What is found says what no form and no record does. */
const NAMES: Record<string, Said> = {
  cap: "foundCap",
  km: "foundKm",
  left: "lineLeft",
  most: "foundMost",
  item: "foundItem",
  guests: "foundGuests",
  lines: "foundLines",
  meals: "foundMeals",
};

const LOOK = {
  granted: { colour: "teal", Icon: Check, said: "granted" },
  asks: { colour: "orange.9", Icon: Stamp, said: "mayGrant" },
  stop: { colour: "red", Icon: X, said: "stop" },
  warn: { colour: "yellow", Icon: TriangleAlert, said: "warn" },
} as const;

interface Props {
  findings: Finding[];
  called?: Called;
}

export function Findings({ findings, called }: Props) {
  return (
    <Alert variant="outline" color="gray" title={say("findings")}>
      <FindingList findings={findings} called={called} />
    </Alert>
  );
}

export function FindingList({ findings, called = {} }: Props) {
  const known = useKnown();
  return (
    <List spacing={6} size="sm" center={false} listStyleType="none">
      {findings.map((each, place) => {
        const look = LOOK[each.granted ? "granted" : each.asks ? "asks" : each.level];
        return (
          <List.Item
            key={place}
            icon={
              <ThemeIcon color={look.colour} size="sm" radius="xl" role="img" aria-label={say(look.said)}>
                <look.Icon size={14} aria-hidden />
              </ThemeIcon>
            }
          >
            <Text size="sm" component="span" fw={600}>
              {each.line && called.line?.[each.line] && `${called.line[each.line]}: `}
              {known.words.finding?.[each.code] ?? known.words.asks?.[each.code] ?? each.code}
            </Text>
            <Text size="xs" component="span" c="dimmed" ml={8}>
              <FindingDetails data={each.data} clause={each.clause} called={called} />
            </Text>
          </List.Item>
        );
      })}
    </List>
  );
}

/** The numbers and names by which something was found, and the clause. */
export function FindingDetails({ data, clause, called }: { data: Shown; clause: string; called: Called }) {
  const known = useKnown();
  const speech = new Speech(known, "Finding");
  const tables = { ...known.words, ...called };
  const named = (key: string) => (NAMES[key] ? say(NAMES[key]) : (known.words.bearer?.[key] ?? speech.name(key)));
  const said = Object.entries(data ?? {})
    .filter(([, value]) => !isNothing(value) && !isMadeUp(value))
    .map(([key, value]) => [named(key), detail(key, value, speech, tables)] as const)
    .flatMap(([name, value]) => (value === null ? [] : [`${name} ${value}`]));
  return <>{[...said, clause].join(" · ")}</>;
}

function detail(key: string, value: unknown, speech: Speech, called: Called): string | null {
  if (typeof value === "number") return AMOUNTS.has(key) ? money(value) : value.toLocaleString("en");
  if (!Array.isArray(value)) return called[key]?.[String(value)] ?? speech.value(key, value);
  const said = value.map((each) => called[key]?.[String(each)] ?? speech.value(key, each));
  return said.every((each) => each !== null) ? said.join("、") : null;
}
