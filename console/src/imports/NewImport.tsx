/** A sheet is taken in: what its rows are, and the file. It is tried first, and nothing stored by that (P-who). */
import { Button, FileInput, Group, Select, Stack, Text, Title } from "@mantine/core";
import { FileSpreadsheet } from "lucide-react";
import { useState } from "react";
import { useLocation } from "wouter";
import { Refused, sitePath, Unreached, whyOf, type Problem } from "../api/client";
import { nameOf } from "../api/definitions";
import { labelOf } from "../forms/schema";
import { bring, carried, type Carried } from "../records/uploading";
import { useKnown } from "../shell/known";
import { NoAnswer, notifyDone, Refusal } from "../shell/notes";
import type { PageOf } from "../shell/places";
import { say } from "../shell/words";

const FORM = "AddImport";
const XLSX = ".xlsx";
/** As browsers call a sheet depends on what else is installed; its name says it. */
const TYPES: Record<string, string> = {
  [XLSX]: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ".csv": "text/csv",
};
const typeOf = ({ name }: File): string => (name.toLowerCase().endsWith(XLSX) ? TYPES[XLSX]! : TYPES[".csv"]!);

export default function NewImport({ op }: PageOf) {
  const { words } = useKnown();
  const [, go] = useLocation();
  const [kind, choose] = useState<string | null>(null);
  const [sheet, take] = useState<Carried | null>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Problem | "unreached" | null>(null);
  const wrong = typeof trouble === "object" ? trouble : null;

  /** Whatever is chosen otherwise is another import. */
  function change(next: string | null, file: File | null): void {
    choose(next);
    take(file && carried(file));
    setTrouble(null);
  }

  async function send(each: Carried): Promise<void> {
    setBusy(true);
    setTrouble(null);
    try {
      const id = await bring(sitePath(op.path), each, { media_type: typeOf(each.file), said: { kind }, then: "try" });
      notifyDone(nameOf(words, op));
      go(`/record/import/${id}`);
    } catch (reason) {
      if (reason instanceof Refused) {
        take(carried(each.file));
        setTrouble(reason.problem);
      } else if (reason instanceof Unreached) setTrouble("unreached");
      else throw reason;
      setBusy(false);
    }
  }

  return (
    <Stack maw={640}>
      <Title order={2} size="h3">
        {nameOf(words, op)}
      </Title>
      <Select
        label={labelOf(words, "kind", FORM)}
        required
        data={Object.entries(words.import_kind ?? {}).map(([value, label]) => ({ value, label }))}
        value={kind}
        onChange={(next) => change(next, sheet?.file ?? null)}
        disabled={busy}
      />
      <FileInput
        label={say("sheet")}
        description={say("sheetHint")}
        placeholder={say("chooseSheet")}
        required
        clearable
        leftSection={<FileSpreadsheet size={18} aria-hidden />}
        accept={[...Object.keys(TYPES), ...Object.values(TYPES)].join(",")}
        value={sheet?.file ?? null}
        onChange={(file) => change(kind, file)}
        disabled={busy}
        error={wrong && wrong.errors.length > 0 && whyOf(wrong)}
      />
      <Text size="sm" c="dimmed">
        {say("triedFirst")}
      </Text>
      {wrong?.errors.length === 0 && <Refusal problem={wrong} />}
      {trouble === "unreached" && <NoAnswer />}
      <Group justify="flex-end">
        <Button variant="default" onClick={() => go("/list/import-list")} disabled={busy}>
          {say("cancel")}
        </Button>
        <Button loading={busy} disabled={!kind || !sheet} onClick={() => sheet && void send(sheet)}>
          {say(trouble === "unreached" ? "again" : "tryImport")}
        </Button>
      </Group>
    </Stack>
  );
}
