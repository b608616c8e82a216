/** Claiming what was spent: each receipt photographed becomes a line, against the plan and the advance. */
import "./claims.css";
import { Alert, Button, FileButton, Group, Select, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Camera, Images, Plus } from "lucide-react";
import { useLocation } from "wouter";
import { ask, isOvertaken, sitePath } from "../api/client";
import { nameOf, type Operation } from "../api/definitions";
import { elsewhere, faultsAt, useTried } from "../forms/trying";
import { useFirstWrong } from "../forms/wrong";
import { page } from "../lists/asking";
import { inside, titleOf } from "../records/reading";
import { smaller } from "../records/smaller";
import { useKnown } from "../shell/known";
import { NoAnswer, notifyDone, Overtaken, Refusal, RefusalNote } from "../shell/notes";
import type { PageOf } from "../shell/places";
import { dayAtSite } from "../shell/time";
import { say } from "../shell/words";
import { isWhole, pictureOf, receptionOf, rowOf, rowsOf, unplanned, type Reception, type Row, type Tried } from "./claim";
import { ClaimSums } from "./ClaimSums";
import { usePhotos } from "./photos";
import { ReceiptLine } from "./ReceiptLine";
import { begun, formOf, pathOf, useLeft, useWriting, type View, type Written } from "./saving";

/** States of a reception in which something may be spent on it. */
const SPENT_IN = ["approved", "departed"];
/** States of a claim in which somebody is to sign or pay what it says. */
const SUBMITTED = ["pending", "signed"];
/** Fields of a claim that are no line. */
const DRAWN = ["advance", "from_advance"];

export default function ClaimEditor({ op, id }: PageOf) {
  const name = id ? `${op.name}/${id}` : op.name;
  const left = useLeft(name);
  if (left === undefined) return <Skeleton h={300} />;
  if (id) return <Known op={op} id={id} name={name} left={left} />;
  return <Writing op={op} name={name} left={left} first={begun({ reception: null, rows: [], draw: {}, stored: null })} />;
}

interface Lying {
  op: Operation;
  /** What it lies on the device under. */
  name: string;
  left: Written | null;
}

/** As it stands when the page is opened, and not as it was seen before. */
function Known({ id, ...lying }: Lying & { id: string }) {
  const path = pathOf(id);
  const found = useQuery({ queryKey: ["changing", path], queryFn: () => ask<View>("GET", path), gcTime: 0 });
  if (found.isPending) return <Skeleton h={300} />;
  if (found.isLoadingError) return <RefusalNote trouble={found.error} />;
  const { claim } = found.data.body;
  const draw = claim.advance ? { advance: claim.advance, from_advance: claim.from_advance } : {};
  return <Writing {...lying} first={begun({ reception: claim.reception, rows: rowsOf(claim), draw, stored: found.data })} />;
}

function Writing({ op, name, left, first }: Lying & { first: Written }) {
  const { words } = useKnown();
  const writing = useWriting(name, left, first);
  const { written, resumed, busy, unreached, change, discard } = writing;
  const { reception, stored } = written;
  return (
    <Stack>
      <Title order={2} size="h3">
        {[nameOf(words, op), stored?.body.claim.forms[0]?.number].filter(Boolean).join(" · ")}
      </Title>
      {resumed && !unreached && (
        <Alert color="gray" py="xs">
          <Group justify="space-between">
            <Text size="sm">{say("draft")}</Text>
            <Button size="compact-xs" variant="subtle" disabled={busy} onClick={discard}>
              {say("discard")}
            </Button>
          </Group>
        </Alert>
      )}
      {stored && SUBMITTED.includes(stored.body.claim.state) && <Alert color="yellow">{say("claimVoids")}</Alert>}
      {!stored && <Claimable chosen={reception} disabled={busy || unreached} choose={(id) => change(({ rows }) => ({ reception: id, rows: rows.map(unplanned), draw: {} }))} />}
      {reception && <Lines key={reception} of={reception} writing={writing} />}
    </Stack>
  );
}

interface ClaimableOf {
  chosen: string | null;
  disabled: boolean;
  choose: (id: string | null) => void;
}

/** The receptions that there is something to claim for. */
function Claimable({ chosen, disabled, choose }: ClaimableOf) {
  const list = sitePath("/sites/{site}/receptions");
  const found = useQuery({
    queryKey: ["claimable"],
    queryFn: async () => (await Promise.all(SPENT_IN.map((state) => page(list, { state, order: "newest" })))).flatMap(({ items }) => items),
  });
  const receptions = (found.data ?? []).map((each) => inside(each));
  return (
    <>
      {found.isLoadingError && <RefusalNote trouble={found.error} />}
      {found.isSuccess && receptions.length === 0 && <Text c="dimmed">{say("claimForNone")}</Text>}
      <Select
        maw={520}
        label={say("claimFor")}
        placeholder={say("typeName")}
        data={receptions.map((each) => ({ value: String(each.id), label: titleOf(each) }))}
        value={chosen}
        onChange={choose}
        allowDeselect={false}
        disabled={disabled}
        searchable
      />
    </>
  );
}

function Lines({ of, writing }: { of: string; writing: ReturnType<typeof useWriting> }) {
  const { definitions, words, me } = useKnown();
  const [, go] = useLocation();
  const { written, busy, unreached, problem, change, discard, send } = writing;
  const { rows, draw, stored } = written;
  const path = sitePath("/sites/{site}/receptions/{reception}", { reception: of });
  const reception = useReception(path);
  const sheet = useFirstWrong<HTMLDivElement>(problem, busy);
  const photo = usePhotos(stored?.body.claim.id);
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
  const add = (...more: Row[]) => change((now) => ({ rows: [...now.rows, ...more] }));

  async function take(files: File[]): Promise<void> {
    const ready = await Promise.all(files.map(smaller));
    add(...ready.map((file) => rowOf(empty, pictureOf(file))));
  }

  async function sent(then: "save" | "submit"): Promise<void> {
    const id = await send(then);
    if (id === null) return;
    notifyDone(then === "submit" ? (words.operation?.["claim-submit"] ?? "") : say("claimSaved"));
    go(`/record/claim/${id}`);
  }

  const look = (): void => go(`/record/claim/${stored!.body.claim.id}`);

  /** As somebody else left it; what is written here is given up. */
  function newest(): void {
    discard();
    look();
  }

  const wrong = (field: string) => [problem, judged.problem].flatMap((each) => each?.errors ?? []).find((each) => each.pointer === `/${field}`)?.detail;
  const stops = [...(tried?.findings ?? []), ...(tried?.lines.flatMap((each) => each.findings) ?? [])].filter((each) => each.level === "stop" && !each.granted);
  return (
    <Stack ref={sheet}>
      <fieldset role="none" className="claim-fields" disabled={busy || (unreached && !stored)}>
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
          <Button size="md" variant="subtle" leftSection={<Plus size={18} aria-hidden />} onClick={() => add(rowOf(empty))}>
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
            change={(form) => change((now) => ({ rows: now.rows.map((each) => (each.id === row.id ? { ...each, form } : each)) }))}
            remove={() => change((now) => ({ rows: now.rows.filter((each) => each.id !== row.id) }))}
          />
        ))}
        <ClaimSums reception={of} draw={draw} change={(next) => change(() => ({ draw: next }))} tried={tried} busy={judged.busy} called={called} wrong={wrong} />
      </fieldset>
      {isOvertaken(problem) && <Overtaken newest={newest} />}
      {problem && !isOvertaken(problem) && (
        <Refusal problem={problem} more={elsewhere(problem, DRAWN)}>
          {stored && (
            <Button mt="xs" size="xs" variant="default" onClick={look}>
              {say("look")}
            </Button>
          )}
        </Refusal>
      )}
      {unreached && <NoAnswer />}
      <Group justify="flex-end" className="claim-send">
        <Text size="sm" mr="auto" className="claim-open">
          {whole.length < rows.length && `${say("receiptsOpen")} ${rows.length - whole.length}`}
          {stops.length > 0 && (
            <Text span c="red" fw={700}>
              {" "}
              {say("planStops")} {stops.length}
            </Text>
          )}
        </Text>
        <Button variant="default" size="md" loading={busy} onClick={() => void sent("save")}>
          {say("claimSave")}
        </Button>
        <Button size="md" loading={busy} onClick={() => void sent("submit")}>
          {words.operation?.["claim-submit"]}
        </Button>
      </Group>
    </Stack>
  );
}

function useReception(path: string) {
  return useQuery({ queryKey: ["claimed-on", path], queryFn: async (): Promise<Reception> => receptionOf((await ask<never>("GET", path)).body) });
}
