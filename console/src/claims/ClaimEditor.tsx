/** Claiming what was spent: each receipt photographed becomes a line, against the plan and the advance. */
import "./claims.css";
import { Button, Card, FileButton, Group, Select, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Camera, Images, Plus } from "lucide-react";
import { useState } from "react";
import { useLocation } from "wouter";
import { ask, sitePath, type Answer, type Problem } from "../api/client";
import { nameOf, type Operation } from "../api/definitions";
import { MoneyInput } from "../forms/MoneyInput";
import { labelOf } from "../forms/schema";
import { page } from "../lists/asking";
import { inside, money, titleOf, type Shown } from "../records/reading";
import { smaller } from "../records/smaller";
import { useKnown } from "../shell/known";
import { NoAnswer, notifyDone, Refusal, RefusalNote } from "../shell/notes";
import type { PageOf } from "../shell/places";
import { dayAtSite } from "../shell/time";
import { say } from "../shell/words";
import { pictureOf, receptionOf, rowOf, rowsOf, totalOf, type Reception, type Row } from "./claim";
import { usePhotos } from "./photos";
import { ReceiptLine } from "./ReceiptLine";
import { pathOf, useSaving, type Draw, type View } from "./saving";

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
        data={receptions.map((each) => ({ value: String(each.id), label: `${titleOf(each)} · ${(each.content as Shown).purpose}` }))}
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
  const { words, me } = useKnown();
  const [, go] = useLocation();
  const claim = answer?.body.claim;
  const [rows, setRows] = useState<Row[]>(() => (claim ? rowsOf(claim) : []));
  const [draw, setDraw] = useState<Draw>(claim?.advance ? { advance: claim.advance, from_advance: claim.from_advance } : {});
  const reception = useReception(of);
  const advances = useAdvances(of, me.id);
  const photo = usePhotos(claim?.id);
  const put = (id: string, next: (row: Row) => Row) => setRows((all) => all.map((each) => (each.id === id ? next(each) : each)));
  const { busy, unreached, problem, save, submit } = useSaving(answer, of, (row, id) =>
    put(row.id, (each) => ({ ...each, form: { ...each.form, receipt: { ...each.form.receipt, photo: id } } })),
  );
  if (reception.isPending) return <Skeleton h={200} />;
  if (reception.isLoadingError) return <RefusalNote trouble={reception.error} />;

  const empty = { receipt: { dated: dayAtSite(new Date(), me.time_zone) } };

  async function take(files: File[]): Promise<void> {
    const ready = await Promise.all(files.map(smaller));
    setRows((all) => [...all, ...ready.map((file) => rowOf(empty, pictureOf(file)))]);
  }

  async function saved(then: "stay" | "submit"): Promise<void> {
    const stored = await save(rows, draw);
    if (!stored) return;
    if (then === "submit" && !(await submit(stored))) return;
    notifyDone(then === "submit" ? (words.operation?.["claim-submit"] ?? "") : say("claimSaved"));
    go(`/record/claim/${stored.body.claim.id}`);
  }

  const total = totalOf(rows);
  const elsewhere = problem?.errors.filter((each) => !each.pointer.startsWith("/lines/")) ?? [];
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
          wrong={faults(problem, place)}
          change={(form) => put(row.id, (each) => ({ ...each, form }))}
          remove={() => setRows(rows.filter((each) => each.id !== row.id))}
        />
      ))}
      <Card withBorder>
        <Group justify="space-between" align="flex-end">
          <Group align="flex-end">
            <Select
              label={labelOf(words, "advance", "WriteClaim")}
              placeholder={say("noAdvance")}
              data={(advances.data ?? []).map((each) => ({ value: each.id, label: `${each.number} · ${say("balance")} ${money(each.balance)}` }))}
              value={draw.advance ?? null}
              onChange={(advance) => setDraw(advance ? { ...draw, advance } : {})}
              clearable
              error={elsewhere.find((each) => each.pointer === "/advance")?.detail}
            />
            {draw.advance && (
              <MoneyInput label={labelOf(words, "from_advance", "WriteClaim")} fen={draw.from_advance} set={(from_advance) => setDraw({ ...draw, from_advance })} error={elsewhere.find((each) => each.pointer === "/from_advance")?.detail} />
            )}
          </Group>
          <div className="claim-total">
            <Text size="sm" c="dimmed">
              {say("budgetLeft")} {money(reception.data.left)}
            </Text>
            <Text size="xl" fw={700}>
              {say("total")} {money(total)}
            </Text>
          </div>
        </Group>
      </Card>
      {problem && <Refusal problem={problem} />}
      {unreached && <NoAnswer />}
      <Group justify="flex-end" className="claim-send">
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

function useReception(id: string) {
  const path = sitePath("/sites/{site}/receptions/{reception}", { reception: id });
  return useQuery({ queryKey: ["claimed-on", path], queryFn: async (): Promise<Reception> => receptionOf((await ask<never>("GET", path)).body) });
}

/** One's own advances for a reception that are paid out. */
function useAdvances(reception: string, person: string) {
  return useQuery({
    queryKey: ["advances", reception],
    queryFn: async () =>
      (await page(sitePath("/sites/{site}/advances"), { reception, state: "paid" })).items
        .filter((each) => inside(each).person === person)
        .map((each) => ({ id: String(inside(each).id), number: titleOf({ forms: inside(each).forms }), balance: (each.balance as { fen: number }).fen })),
  });
}

/** What is wrong with a line, by its field: of `/lines/2/receipt/number` what stands after the place. */
function faults(problem: Problem | null, place: number): Record<string, string> {
  const at = `/lines/${place}/`;
  const of = (problem?.errors ?? []).filter((each) => each.pointer.startsWith(at));
  return Object.fromEntries(of.map((each) => [each.pointer.slice(at.length), each.detail]));
}
