/** The gate: scan or type a code, or sign a visitor in; the answer in big colour and words. */
import { Button, Card, Group, SegmentedControl, Stack, Switch, Text, TextInput, Title } from "@mantine/core";
import { useRef, useState } from "react";
import { ask, Refused, sitePath, Unreached, type Problem } from "../api/client";
import { labelOf } from "../forms/schema";
import { fresh } from "../forms/sending";
import { useKnown } from "../shell/known";
import { say } from "../shell/words";
import { Scanner } from "./Scanner";

interface GateAnswer {
  verdict: "allow" | "deny";
  clause: string;
  words: string;
  checked: string;
  recorded: boolean;
}

type Who = "code" | "visitor" | "employee";

export default function Gate() {
  const { words } = useKnown();
  const [who, setWho] = useState<Who>("code");
  const [answer, setAnswer] = useState<GateAnswer | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [unreached, setUnreached] = useState(false);
  const [busy, setBusy] = useState(false);
  const [scanning, scan] = useState(false);
  const [differs, setDiffers] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const key = useRef(fresh());

  async function check(body: object): Promise<void> {
    if (busy) return;
    setBusy(true);
    setAnswer(null);
    setProblem(null);
    setUnreached(false);
    try {
      const path = sitePath("/sites/{site}/gate/checks");
      setAnswer((await ask<GateAnswer>("POST", path, { body, key: key.current })).body);
      key.current = fresh();
      form.current?.reset();
      setDiffers(false);
    } catch (trouble) {
      if (trouble instanceof Refused) {
        setProblem(trouble.problem);
        key.current = fresh();
      } else if (trouble instanceof Unreached) setUnreached(true);
      else throw trouble;
    } finally {
      setBusy(false);
      form.current?.querySelector("input")?.focus();
    }
  }

  function submit(): void {
    const of = Object.fromEntries(new FormData(form.current!)) as Record<string, string>;
    if (who === "code") void check({ code: of.code!.trim(), ...(differs && { holder_differs: true }) });
    else if (who === "visitor") void check({ visitor: { name: of.name, whom: of.whom } });
    else void check({ employee: { employee: of.employee, whom: of.whom } });
  }

  const error = (pointer: string) => problem?.errors.find((each) => each.pointer.endsWith(pointer))?.detail;
  return (
    <Stack maw={560} mx="auto">
      <Title order={2} size="h3">
        {words.operation?.["gate-check"] ?? say("check")}
      </Title>
      <SegmentedControl
        fullWidth
        value={who}
        onChange={(value) => setWho(value as Who)}
        data={(["code", "visitor", "employee"] as const).map((each) => ({
          value: each,
          label: each === "code" ? say("passCode") : labelOf(words, each, "Ask"),
        }))}
      />
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack>
          {who === "code" && (
            <TextInput name="code" size="lg" label={say("passCode")} required autoFocus autoComplete="off" error={error("code")} />
          )}
          {who === "code" && (
            <Switch
              label={labelOf(words, "holder_differs")}
              checked={differs}
              onChange={(event) => setDiffers(event.currentTarget.checked)}
            />
          )}
          {who === "visitor" && <TextInput name="name" size="lg" label={labelOf(words, "name", "DayVisitor")} required error={error("name")} />}
          {who === "employee" && <TextInput name="employee" size="lg" label={labelOf(words, "employee")} required error={error("employee")} />}
          {who !== "code" && <TextInput name="whom" size="lg" label={labelOf(words, "whom")} required error={error("whom")} />}
          <Group grow>
            <Button type="submit" size="lg" loading={busy}>
              {say("check")}
            </Button>
            {who === "code" && (
              <Button size="lg" variant="light" onClick={() => scan(!scanning)}>
                {say(scanning ? "stopScan" : "scan")}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
      {scanning && (
        <Scanner
          found={(code) => {
            scan(false);
            void check({ code });
          }}
        />
      )}
      <div aria-live="assertive">
        {answer && (
          <Card className="verdict" data-verdict={answer.verdict} p="xl">
            <Text fz={40} fw={800} lh={1.2}>
              {say(answer.verdict)}
            </Text>
            <Text fz="xl">{answer.words}</Text>
            <Text>
              {answer.clause} · {words.checked?.[answer.checked]}
              {!answer.recorded && ` · ${say("uncertain")}`}
            </Text>
          </Card>
        )}
        {problem && (
          <Card className="verdict" data-verdict="deny" p="xl">
            <Text fz={28} fw={800}>
              {problem.title}
            </Text>
            <Text fz="lg">{problem.detail}</Text>
            <Text>{problem.clause}</Text>
          </Card>
        )}
        {unreached && (
          <Card className="verdict" data-verdict="unknown" p="xl">
            <Text fz="xl">{say("unreached")}</Text>
          </Card>
        )}
      </div>
    </Stack>
  );
}
