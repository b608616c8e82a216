/** The answer of the gate: in colour, a picture and words, to be read from an arm's length. */
import { Button, Card, Group, Stack, Text } from "@mantine/core";
import { CircleHelp, CloudOff, ShieldCheck, ShieldX } from "lucide-react";
import { labelOf } from "../forms/schema";
import { useKnown } from "../shell/known";
import { clock, shown } from "../shell/time";
import { say } from "../shell/words";
import { letsIn, type Pass } from "./keeping";
import { Photo } from "./Photo";
import type { Told } from "./useGate";

type Verdict = "allow" | "deny" | "unknown";

const PICTURES = { allow: ShieldCheck, deny: ShieldX, unknown: CircleHelp };
const CLAUSE = "L-5";

interface Answer {
  verdict: Verdict;
  words: string;
  /** Why it may be believed. */
  ground: string[];
  name?: string | null;
  pass?: Partial<Pass>;
  whom?: string | null;
}

interface VerdictOf {
  told: Told;
  /** Another carries the pass that was let in. */
  differs?: () => void;
}

export function Verdict({ told, differs }: VerdictOf) {
  const { me } = useKnown();
  const answer = useAnswer(told);
  const { verdict, words, ground, name, pass, whom } = answer;
  const Picture = PICTURES[verdict];
  return (
    <Card className="verdict" data-verdict={verdict} data-by={told.by} p="lg">
      <Group gap="md" wrap="nowrap" justify="center">
        <Picture size={64} aria-hidden />
        <Text fz={40} fw={800} lh={1.15}>
          {say(verdict)}
        </Text>
      </Group>
      <Stack gap={4} align="center" mt="xs">
        {told.by === "server" && pass?.access_pass && <Photo of={pass.access_pass} />}
        {name && (
          <Text fz={28} fw={700} lh={1.2}>
            {name}
          </Text>
        )}
        <Carried pass={pass} whom={whom} />
        <Text fz="lg">{words}</Text>
        <Text size="sm">{ground.filter(Boolean).join(" · ")}</Text>
        {told.by === "device" && (
          <Group gap={6} wrap="nowrap" className="verdict-mark">
            <CloudOff size={18} aria-hidden />
            <Text fw={700}>{say("byDevice")}</Text>
            <Text size="sm">
              {say("asOf")} {clock(told.as_of, me.time_zone)}
            </Text>
          </Group>
        )}
        {verdict === "allow" && differs && (
          <Button mt="xs" size="md" variant="white" color="red" onClick={differs}>
            {say("notHolder")}
          </Button>
        )}
      </Stack>
    </Card>
  );
}

function Carried({ pass, whom }: Pick<Answer, "pass" | "whom">) {
  const { me, words } = useKnown();
  const said = [
    pass?.place && `${labelOf(words, "room")} ${pass.place.room} · ${labelOf(words, "bed")} ${pass.place.bed}`,
    pass?.valid_until && `${labelOf(words, "valid_until")} ${shown(pass.valid_until, me.time_zone)}`,
    whom && `${labelOf(words, "whom")} ${whom}`,
  ];
  return said.filter(Boolean).map((each) => (
    <Text key={each} fz="lg" fw={600}>
      {each}
    </Text>
  ));
}

function useAnswer(told: Told): Answer {
  const { words } = useKnown();
  if (told.by === "nobody") return { verdict: "unknown", words: say("nothingKept"), ground: [CLAUSE] };
  if (told.by === "refusal") {
    const { detail, clause, errors } = told.problem;
    const strange = errors.some(({ pointer }) => pointer === "/code");
    return strange ? { verdict: "deny", words: words.gate?.no_pass ?? "", ground: [CLAUSE] } : { verdict: "unknown", words: detail, ground: [clause] };
  }
  if (told.by === "device") {
    const { why, pass } = told.judged;
    return {
      verdict: letsIn(told.judged) ? "allow" : "deny",
      words: why === "not_listed" ? say(why) : (words.gate?.[why] ?? ""),
      ground: [CLAUSE, pass?.number ?? ""],
      name: pass?.name,
      pass,
    };
  }
  const { said } = told;
  const checked = [words.checked?.[said.checked] ?? "", said.recorded ? "" : say("notRecorded")];
  return {
    verdict: said.verdict,
    words: said.words,
    ground: [said.clause, said.check?.number ?? "", ...checked],
    name: said.check?.name,
    pass: said.check ?? undefined,
    whom: said.check?.whom,
  };
}
