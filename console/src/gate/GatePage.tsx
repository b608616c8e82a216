/** The gate: who comes in by a pass, for the day or as an employee, and who is inside (L-5, L-9, L-10). */
import "./gate.css";
import { Alert, Badge, Button, Grid, Group, List, SegmentedControl, Stack, Text, TextInput, Title } from "@mantine/core";
import { Camera, CameraOff, CloudOff, CloudUpload, Wifi } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { labelOf } from "../forms/schema";
import { Inside } from "./Inside";
import { Scanner } from "./Scanner";
import { stayOpen } from "./staying";
import { useGate, type Gate as AtGate } from "./useGate";
import { Verdict } from "./Verdict";
import { Visitor } from "./Visitor";
import { useKnown } from "../shell/known";
import { say } from "../shell/words";

const WHO = ["code", "visitor", "employee"] as const;
type Who = (typeof WHO)[number];
/** Whether the camera was open when one left. */
const CAMERA = "frontdesk.gate.camera";

export default function Gate() {
  const { words } = useKnown();
  const gate = useGate();
  const [who, setWho] = useState<Who>("code");
  const [scanning, setScanning] = useState(() => localStorage.getItem(CAMERA) !== null);
  const [blind, setBlind] = useState(false);
  const { told, asked } = gate;
  const [kept, keep] = useState(false);
  useEffect(() => void stayOpen().then(keep), []);
  const carried = who === "code" && asked && !asked.holder_differs;

  function scan(on: boolean): void {
    if (on) localStorage.setItem(CAMERA, "on");
    else localStorage.removeItem(CAMERA);
    setScanning(on);
    setBlind(false);
  }

  function seesNothing(): void {
    scan(false);
    setBlind(true);
  }

  return (
    <Grid gap="lg" maw={1100} mx="auto">
      <Grid.Col span={{ base: 12, md: 7 }}>
        <Stack gap="sm">
          <Group justify="space-between">
            <Title order={2} size="h3">
              {words.operation?.["gate-check"] ?? say("check")}
            </Title>
            <Line gate={gate} kept={kept} />
          </Group>
          <SegmentedControl
            fullWidth
            size="md"
            value={who}
            onChange={(value) => {
              gate.tell(null);
              setWho(value as Who);
            }}
            data={WHO.map((value) => ({ value, label: labelOf(words, value === "code" ? "access_pass" : value, "Ask") }))}
          />
          {who === "code" && scanning && <Scanner found={(code) => void gate.check(code)} failed={seesNothing} />}
          {who === "code" && blind && (
            <Alert color="orange" role="alert">
              {say("noCamera")}
            </Alert>
          )}
          <div aria-live="assertive" aria-busy={gate.busy}>
            {told ? (
              <Verdict told={told} differs={carried ? () => void gate.check(asked.code, true) : undefined} />
            ) : (
              <Text c="dimmed" ta="center" className="verdict-none">
                {say(who === "code" ? "beginning" : "beginningVisit")}
              </Text>
            )}
          </div>
          {who === "code" ? (
            <Code gate={gate} scanning={scanning} scan={scan} />
          ) : (
            <Visitor key={who} who={who} guests={gate.known?.items ?? []} said={(said) => gate.tell({ by: "server", said })} />
          )}
          {gate.regretted.length > 0 && (
            <Alert color="red" title={say("regretted")} role="alert">
              <List>
                {gate.regretted.map(({ check, words: why }, place) => (
                  <List.Item key={place}>
                    {check?.name} {check?.number}:{why}
                  </List.Item>
                ))}
              </List>
            </Alert>
          )}
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Inside />
      </Grid.Col>
    </Grid>
  );
}

/** Whether the server is reached, how much waits for it, and whether the page opens without it. */
function Line({ gate: { broken, left }, kept }: { gate: AtGate; kept: boolean }) {
  return (
    <Group gap="xs" role="status">
      {left > 0 && (
        <Badge variant="default" tt="none" size="lg" leftSection={<CloudUpload size={14} />}>
          {say("toSend")} {left}
        </Badge>
      )}
      <Badge color="red" variant={broken ? "filled" : "default"} size="lg" tt="none" leftSection={broken ? <CloudOff size={14} /> : <Wifi size={14} />}>
        {say(broken ? "lineBroken" : kept ? "lineKept" : "lineThere")}
      </Badge>
    </Group>
  );
}

interface CodeOf {
  gate: AtGate;
  scanning: boolean;
  scan: (on: boolean) => void;
}

function Code({ gate: { busy, check }, scanning, scan }: CodeOf) {
  const form = useRef<HTMLFormElement>(null);

  async function submit(): Promise<void> {
    const code = String(new FormData(form.current!).get("code")).trim();
    if (!code) return;
    await check(code);
    form.current?.reset();
    form.current?.querySelector("input")?.focus();
  }

  return (
    <>
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <TextInput name="code" size="lg" flex={1} label={say("passCode")} autoFocus autoComplete="off" autoCapitalize="off" spellCheck={false} />
          <Button type="submit" size="lg" loading={busy}>
            {say("check")}
          </Button>
        </Group>
      </form>
      <Button size="lg" variant="light" leftSection={scanning ? <CameraOff size={20} /> : <Camera size={20} />} onClick={() => scan(!scanning)}>
        {say(scanning ? "stopScan" : "scan")}
      </Button>
    </>
  );
}
