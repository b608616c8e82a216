/** Claiming what was spent: each receipt photographed becomes a line, against the plan and the advance. */
import "./claims.css";
import { Button, FileButton, Group, Select, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Camera, Images, Plus } from "lucide-react";
import { useState } from "react";
import { useLocation } from "wouter";
import { ask, sitePath, type Answer } from "../api/client";
import { nameOf, type Operation } from "../api/definitions";
import { faultsAt, useTried } from "../forms/trying";
import { page } from "../lists/asking";
import { inside, titleOf } from "../records/reading";
import { smaller } from "../records/smaller";
import { useKnown } from "../shell/known";
import { NoAnswer, notifyDone, Refusal, RefusalNote } from "../shell/notes";
import type { PageOf } from "../shell/places";
import { dayAtSite } from "../shell/time";
import { say } from "../shell/words";
import { isWhole, pictureOf, receptionOf, rowOf, rowsOf, type Reception, type Row, type Tried } from "./claim";
import { ClaimSums } from "./ClaimSums";
import { usePhotos } from "./photos";
import { ReceiptLine } from "./ReceiptLine";
import { formOf, pathOf, useSaving, type Draw, type View } from "./saving";

/** States of a reception in which something may be spent on it. */
const SPENT_IN = ["approved", "departed"];

export default function ClaimEditor({ op, id }: PageOf) {
  if (id) return <Known op={op} id={id} />;
  return <Fresh op={op} />;
}

function Known({ op, id }: PageOf) {
  const path = pathOf(id);
  const found = useQuery({ queryKey: ["record", path], queryFn: () => ask<View>("GET", path) });
  if (found.isPending) return <Skeleton h={300} />;
  if (found.isLoadingError) return <RefusalNote trouble={found.error} />;
  return <Lines key={found.data.etag} op={op} answer={found.data} of={found.data.body.claim.reception} />;
}

function Fresh({ op }: { op: Operation }) {
  const { words } = useKnown();
  const [chosen, choose] = useState<string | null>(null);
  const list = sitePath("/sites/{site}/receptions");
  const found = useQuery({
    queryKey: ["claimable"],
    queryFn: async () => (await Promise.all(SPENT_IN.map((state) => page(list, { state, order: "newest" })))).flatMap(({ items }) => items),
  });
  const receptions = (found.data ?? []).map((each) => inside(each));
  return (
    <Stack>
      <Title order={2} size="h3">
        {nameOf(words, op)}
      </Title>
      {found.isLoadingError && <RefusalNote trouble={found.error} />}
      {found.isSuccess && receptions.length === 0 && <Text c="dimmed">{say("claimForNone")}</Text>}
      <Select
        maw={520}
        label={say("claimFor")}
        data={receptions.map((each) => ({ value: String(each.id), label: titleOf(each) }))}
        value={chosen}
        onChange={choose}
        searchable
      />
      {chosen && <Lines key={chosen} op={op} answer={null} of={chosen} />}
    </Stack>
  );
}

interface LinesOf {
  op: Operation;
  answer: Answer<View> | null;
  of: string;
}

function Lines({ op, answer, of }: LinesOf) {
  const { definitions, words, me } = useKnown();
  const [, go] = useLocation();
  const claim = answer?.body.claim;
  const [rows, setRows] = useState<Row[]>(() => (claim ? rowsOf(claim) : []));
  const [draw, setDraw] = useState<Draw>(claim?.advance ? { advance: claim.advance, from_advance: claim.from_advance } : {});
  const path = sitePath("/sites/{site}/receptions/{reception}", { reception: of });
  const reception = useReception(path);
  const photo = usePhotos(claim?.id);
  const put = (id: string, next: (row: Row) => Row) => setRows((all) => all.map((each) => (each.id === id ? next(each) : each)));
  const { stored, busy, unreached, problem, save, submit } = useSaving(answer, of, (row, id) =>
    put(row.id, (each) => ({ ...each, form: { ...each.form, receipt: { ...each.form.receipt, photo: id } } })),
  );
  const whole = rows.filter((row) => isWhole(definitions, row));
  const judged = useTried<Tried>(`${path}/try-claim`, whole, { ...formOf(whole, draw), claim: stored?.body.claim.id });
  if (reception.isPending) return <Skeleton h={200} />;
  if (reception.isLoadingError) return <RefusalNote trouble={reception.error} />;

  const { tried } = judged;
  const called = {
    line: Object.fromEntries(reception.data.lines.map((each) => [each.key, each.words])),
    finding: words.finding ?? {},
    state: words.reception ?? {},
  };
  const left = new Map(tried?.plan.map((each) => [each.line, each.fen]));
  const empty = { receipt: { dated: dayAtSite(new Date(), me.time_zone) } };

  async function take(files: File[]): Promise<void> {
    const ready = await Promise.all(files.map(smaller));
    setRows((all) => [...all, ...ready.map((file) => rowOf(empty, pictureOf(file)))]);
  }

  async function saved(then: "stay" | "submit"): Promise<void> {
    const now = await save(rows, draw);
    if (!now) return;
    if (then === "submit" && !(await submit(now))) return;
    notifyDone(then === "submit" ? (words.operation?.["claim-submit"] ?? "") : say("claimSaved"));
    go(`/record/claim/${now.body.claim.id}`);
  }

  const wrong = (field: string) => [problem, judged.problem].flatMap((each) => each?.errors ?? []).find((each) => each.pointer === `/${field}`)?.detail;
  const stops = [...(tried?.findings ?? []), ...(tried?.lines.flatMap((each) => each.findings) ?? [])].filter((each) => each.level === "stop" && !each.granted);
  return (
    <Stack>
      {claim && (
        <Title order={2} size="h3">
          {nameOf(words, op)} · {claim.forms[0]?.number}
        </Title>
      )}
      <Group gap="xs">
        <FileButton accept="image/*" capture="environment" onChange={(file) => file && void take([file])}>
          {(props) => (
            <Button {...props} size="md" leftSection={<Camera size={20} aria-hidden />}>
              {say("receiptTake")}
            </Button>
          )}
        </FileButton>
        <FileButton multiple accept="image/*" onChange={(files) => void take(files)}>
          {(props) => (
            <Button {...props} size="md" variant="light" leftSection={<Images size={20} aria-hidden />}>
              {say("receiptChoose")}
            </Button>
          )}
        </FileButton>
        <Button size="md" variant="subtle" leftSection={<Plus size={18} aria-hidden />} onClick={() => setRows([...rows, rowOf(empty)])}>
          {say("receiptNoPhoto")}
        </Button>
      </Group>
      {rows.length === 0 && <Text c="dimmed">{say("receiptsNone")}</Text>}
      {rows.map((row, place) => (
        <ReceiptLine
          key={row.id}
          row={row}
          place={place}
          reception={reception.data}
          url={photo(row.form.receipt.photo)}
          called={called}
          left={left}
          booked={tried?.lines[judged.placeOf(row)]}
          wrong={{ ...judged.wrong(row), ...faultsAt(problem, place) }}
          change={(form) => put(row.id, (each) => ({ ...each, form }))}
          remove={() => setRows(rows.filter((each) => each.id !== row.id))}
        />
      ))}
      <ClaimSums reception={of} draw={draw} change={setDraw} tried={tried} busy={judged.busy} called={called} wrong={wrong} />
      {problem && <Refusal problem={problem} />}
      {unreached && <NoAnswer />}
      <Group justify="flex-end" className="claim-send">
        <Text size="sm" mr="auto">
          {whole.length < rows.length && `${say("receiptsOpen")} ${rows.length - whole.length}`}
          {stops.length > 0 && (
            <Text span c="red" fw={700}>
              {" "}
              {say("planStops")} {stops.length}
            </Text>
          )}
        </Text>
        <Button variant="default" size="md" loading={busy} onClick={() => void saved("stay")}>
          {say("claimSave")}
        </Button>
        <Button size="md" loading={busy} onClick={() => void saved("submit")}>
          {words.operation?.["claim-submit"]}
        </Button>
      </Group>
    </Stack>
  );
}

function useReception(path: string) {
  return useQuery({ queryKey: ["claimed-on", path], queryFn: async (): Promise<Reception> => receptionOf((await ask<never>("GET", path)).body) });
}
