/** One receipt: its photograph, and beside it what is printed on it and what it is for. */
import { ActionIcon, Card, Select, Text, TextInput } from "@mantine/core";
import { Trash2 } from "lucide-react";
import { MoneyInput } from "../forms/MoneyInput";
import { labelOf } from "../forms/schema";
import { FindingList, type Called } from "../records/Findings";
import { money } from "../records/reading";
import { useKnown } from "../shell/known";
import { say } from "../shell/words";
import type { Booked, LineForm, Reception, Row } from "./claim";
import { Photo } from "./Photo";

interface Props {
  row: Row;
  place: number;
  reception: Reception;
  called: Called;
  /** Of a line of the plan: what nothing else has taken. */
  left: Map<string, number>;
  /** As it would be booked; nothing until it is filled in. */
  booked: Booked | undefined;
  /** Where its photograph is, once it is with the API. */
  url: string | undefined;
  /** What is wrong, by the field: `fen`, `receipt/number`. */
  wrong: Record<string, string>;
  change: (form: LineForm) => void;
  remove: () => void;
}

export function ReceiptLine({ row, place, reception, called, left, booked, url, wrong, change, remove }: Props) {
  const { words } = useKnown();
  const { form } = row;
  const planned = reception.lines.find((each) => each.key === form.line);
  const set = (of: Partial<LineForm>) => change({ ...form, ...of });
  const printed = (of: Partial<LineForm["receipt"]>) => set({ receipt: { ...form.receipt, ...of } });
  const name = (field: string, schema = "ClaimLineIn") => labelOf(words, field, schema);
  return (
    <Card withBorder p="sm" className="receipt" role="group" aria-label={`${place + 1} ${form.words ?? ""}`}>
      <Photo url={row.picture?.preview ?? url} name={`${name("photo", "ReceiptIn")} ${place + 1}`} />
      <div className="receipt-fields">
        <MoneyInput label={name("fen")} size="md" fen={form.fen} set={(fen) => set({ fen })} error={wrong.fen} />
        <TextInput label={name("number", "ReceiptIn")} value={form.receipt.number ?? ""} onChange={(event) => printed({ number: event.currentTarget.value })} error={wrong["receipt/number"] ?? wrong.receipt} />
        <TextInput label={name("seller", "ReceiptIn")} value={form.receipt.seller ?? ""} onChange={(event) => printed({ seller: event.currentTarget.value })} error={wrong["receipt/seller"]} />
        <TextInput label={name("dated", "ReceiptIn")} type="date" value={form.receipt.dated ?? ""} onChange={(event) => printed({ dated: event.currentTarget.value || undefined })} error={wrong["receipt/dated"]} />
        <Select
          className="receipt-for"
          label={name("line")}
          data={reception.lines.map((each) => ({ value: each.key, label: `${each.words} · ${say("lineLeft")} ${money(left.get(each.key) ?? 0)}` }))}
          value={form.line ?? null}
          allowDeselect={false}
          onChange={(line) => set({ line: line ?? undefined, words: form.words || reception.lines.find((each) => each.key === line)?.words })}
          error={wrong.line}
        />
        <TextInput label={name("words")} value={form.words ?? ""} onChange={(event) => set({ words: event.currentTarget.value })} error={wrong.words} />
        {planned?.bearer === "advance" && reception.units.length > 1 && (
          <Select label={name("unit")} placeholder={say("unitsShare")} data={reception.units} value={form.unit ?? null} onChange={(unit) => set({ unit: unit ?? undefined })} clearable error={wrong.unit} />
        )}
      </div>
      <ActionIcon variant="subtle" color="red" size="lg" onClick={remove} aria-label={`${say("remove")} ${place + 1}`}>
        <Trash2 size={18} />
      </ActionIcon>
      {booked && (
        <div className="receipt-found">
          <Text size="sm" c="dimmed">
            {[words.bearer?.[booked.bearer], ...booked.shares.map((share) => `${share.unit} ${money(share.fen)}`)].join(" · ")}
          </Text>
          {booked.findings.length > 0 && <FindingList findings={booked.findings.map((each) => ({ ...each, line: null }))} called={called} />}
        </div>
      )}
    </Card>
  );
}
