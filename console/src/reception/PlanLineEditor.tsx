/** One line of the plan, as in a table: what its kind says, what it costs, and what is found of it. */
import { ActionIcon, Card, MultiSelect, NumberInput, Select, Text, TextInput, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { BedDouble, CalendarDays, Car, ChevronDown, ChevronUp, Package, Ticket, Trash2, Utensils } from "lucide-react";
import { MoneyInput } from "../forms/MoneyInput";
import { labelOf } from "../forms/schema";
import { FindingList, type Called, type Finding } from "../records/Findings";
import { money } from "../records/reading";
import { useKnown } from "../shell/known";
import { say } from "../shell/words";
import { choices, says, type Content, type PlanLine } from "./plan";

const PICTURES: Record<string, typeof Car> = {
  itinerary: CalendarDays,
  meal: Utensils,
  lodging: BedDouble,
  vehicle: Car,
  ticket: Ticket,
};

export const pictureOf = (kind: string): typeof Car => PICTURES[kind] ?? Package;

interface Props {
  line: PlanLine;
  content: Content;
  called: Called;
  cost: number | undefined;
  standard: number | null | undefined;
  findings: Finding[];
  wrong: Record<string, string>;
  change: (line: PlanLine) => void;
  remove: () => void;
}

const CHOSEN = ["meal", "sitting", "lodging"] as const;
/** What is seldom said of a line. */
const SELDOM = ["guests", "items", "city"] as const;

export function PlanLineEditor({ line, content, called, cost, standard, findings, wrong, change, remove }: Props) {
  const { definitions, words } = useKnown();
  const fault = (field: string) => wrong[field] ?? Object.entries(wrong).find(([at]) => at.startsWith(`${field}/`))?.[1];
  const [opened, { toggle }] = useDisclosure(SELDOM.some((field) => line[field]?.length || fault(field)));
  const name = (field: string) => labelOf(words, field, "PlanLineIn");
  const has = (field: keyof PlanLine) => says(definitions, line.kind, field);
  const set = (field: keyof PlanLine) => (value: unknown) => change({ ...line, [field]: value ?? undefined });
  const common = (field: keyof PlanLine) => ({ size: "xs", label: name(field), error: fault(field) });
  const named = (known: Record<string, string> | undefined) =>
    Object.entries(known ?? {}).map(([value, label]) => ({ value, label }));
  const Picture = pictureOf(line.kind);
  return (
    <Card withBorder p="xs" className="plan-line" role="group" aria-label={line.words}>
      <div className="plan-fields">
        <Tooltip label={words.plan_line?.[line.kind]}>
          <Picture size={18} aria-label={words.plan_line?.[line.kind]} role="img" />
        </Tooltip>
        <TextInput {...common("words")} className="plan-words" value={line.words} onChange={(event) => set("words")(event.currentTarget.value)} />
        <div className="plan-chosen">
          {CHOSEN.filter(has).map((field) => (
            <Select key={field} {...common(field)} data={choices(definitions, words, field)} value={line[field] ?? null} onChange={set(field)} allowDeselect={false} clearable={field === "sitting"} />
          ))}
          {has("destination") && (
            <TextInput {...common("destination")} value={line.destination ?? ""} onChange={(event) => set("destination")(event.currentTarget.value)} />
          )}
        </div>
        <MoneyInput {...common("fen")} fen={line.fen} set={set("fen")} description={standard != null && `${say("perStandard")} ${money(standard)}`} inputWrapperOrder={["label", "input", "description", "error"]} />
        {has("hosts") && <NumberInput {...common("hosts")} min={0} value={line.hosts ?? 0} onChange={set("hosts")} />}
        {has("count") && <NumberInput {...common("count")} label={say(line.kind === "lodging" ? "nights" : "pieces")} min={1} value={line.count ?? 1} onChange={set("count")} />}
        <Select {...common("bearer")} data={choices(definitions, words, "bearer")} value={line.bearer} onChange={(value) => value && set("bearer")(value)} allowDeselect={false} />
        <Text size="sm" fw={600} ta="right" className="plan-cost">
          {cost === undefined ? "" : money(cost)}
        </Text>
        <div className="plan-tools">
          <ActionIcon variant="subtle" onClick={toggle} aria-expanded={opened} aria-label={say("details")}>
            {opened ? <ChevronUp size={16} /> : <ChevronDown size={16} />}
          </ActionIcon>
          <ActionIcon variant="subtle" color="red" onClick={remove} aria-label={`${say("remove")} ${line.words}`}>
            <Trash2 size={16} />
          </ActionIcon>
        </div>
      </div>
      {opened && (
        <div className="plan-seldom">
          <TextInput {...common("day")} type="date" min={content.first} max={content.last} value={line.day} onChange={(event) => event.currentTarget.value && set("day")(event.currentTarget.value)} />
          <MultiSelect {...common("guests")} placeholder={line.guests?.length ? undefined : say("planAll")} data={named(called.guests)} value={line.guests ?? []} onChange={set("guests")} />
          <MultiSelect {...common("items")} data={named(called.item)} value={line.items ?? []} onChange={set("items")} />
          {Object.keys(called.city ?? {}).length > 1 && (
            <Select {...common("city")} data={named(called.city)} value={line.city ?? null} onChange={set("city")} clearable />
          )}
        </div>
      )}
      {findings.length > 0 && (
        <div className="plan-found">
          <FindingList findings={findings.map((each) => ({ ...each, line: null }))} called={called} />
        </div>
      )}
    </Card>
  );
}
