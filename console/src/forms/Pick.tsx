/** Chooses what a form or a list asks for by its id: found by what it is called. */
import { MultiSelect, Select, Stack, Text, TextInput, type ComboboxItem, type OptionsFilter } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useRef, useState } from "react";
import { PENDING } from "../records/reading";
import { useKnown } from "../shell/known";
import { say } from "../shell/words";
import { isSearched, useChoices, useNamed, type Around, type Choice } from "./picking";

const TYPING = 250;
/** The API has looked already. */
const asFound: OptionsFilter = ({ options }) => options;

function Option({ option }: { option: ComboboxItem & Partial<Choice> }) {
  return (
    <Stack gap={0}>
      <Text size="sm">{option.label}</Text>
      {option.more && (
        <Text size="xs" c="dimmed">
          {option.more}
        </Text>
      )}
    </Stack>
  );
}

interface PickerOf {
  kind: string;
  ids: string[];
  several?: boolean;
  around: Around;
  /** The kinds of what may be chosen; all where none are said. */
  among?: string[];
  change: (ids: string[]) => void;
  id?: string;
  label: string;
  required?: boolean;
  disabled?: boolean;
  error?: string;
  size?: string;
}

export function Picker({ kind, ids, several = false, around, among, change, ...field }: PickerOf) {
  const known = useKnown();
  const [typed, type] = useState("");
  const [asked] = useDebouncedValue(typed, TYPING);
  const label = useRef("");
  const choices = useChoices(kind, [label.current, PENDING].includes(asked) ? "" : asked, around, among);
  const listed = useRef(new Map<string, string>()); // else a name would change with the list that is there, and the list with the name
  choices?.forEach((each) => listed.current.set(each.value, each.label));
  const unheard = useNamed(kind, ids, choices ?? [], around);
  const named = (id: string) => listed.current.get(id) ?? unheard(id);
  label.current = ids[0] ? named(ids[0]) : ""; // stands in the field as if it were typed
  if (choices === null) {
    const text = ids.join(",");
    return <TextInput {...field} value={text} onChange={(event) => change(event.currentTarget.value.split(",").filter(Boolean))} />;
  }
  const unlisted = ids.filter((id) => !choices.some((each) => each.value === id));
  const shared = {
    ...field,
    data: [...unlisted.map((id) => ({ value: id, label: named(id) })), ...choices],
    searchable: true,
    clearable: !field.required,
    onSearchChange: type,
    renderOption: Option,
    nothingFoundMessage: say(typed || !isSearched(known, kind) ? "nothing" : "typeName"),
    ...(isSearched(known, kind) && { filter: asFound }),
  };
  if (several) return <MultiSelect {...shared} value={ids} onChange={change} hidePickedOptions />;
  return <Select {...shared} value={ids[0] ?? null} onChange={(id) => change(id ? [id] : [])} selectFirstOptionOnChange />;
}
