/** One thing that a list or a page is asked by. */
import { Select, Switch, TextInput } from "@mantine/core";
import { referred, type Operation } from "../api/definitions";
import { Picker } from "../forms/Pick";
import { canPick, NOWHERE } from "../forms/picking";
import { extra, labelOf, present } from "../forms/schema";
import { useKnown } from "../shell/known";

interface FilterOf {
  name: string;
  schema: NonNullable<Operation["query"]>[string];
  value: string | null;
  set: (value: string | null) => void;
}

export function Filter({ name, schema: asked, value, set }: FilterOf) {
  const known = useKnown();
  const { definitions, words } = known;
  const schema = present(asked);
  const label = labelOf(words, name);
  const kind = extra(schema, "x-refers");
  if (kind && !canPick(known, kind) && !asked.required) return null;
  if (kind) {
    return (
      <Picker
        label={label}
        size="xs"
        kind={kind}
        ids={value ? [value] : []}
        around={NOWHERE}
        required={asked.required}
        change={([id]) => set(id ?? null)}
      />
    );
  }
  const choice = referred(definitions, schema);
  if (choice) {
    const said = words[choice["x-words"] ?? ""] ?? {};
    const codes = (choice.enum ?? []) as string[];
    return (
      <Select
        label={label}
        size="xs"
        clearable={asked.default === undefined}
        allowDeselect={asked.default === undefined}
        value={value ?? (asked.default as string | undefined) ?? null}
        onChange={set}
        data={codes.map((code) => ({ value: code, label: said[code] ?? code }))}
      />
    );
  }
  if (schema.type === "boolean") {
    return (
      <Switch label={label} size="xs" checked={value === "true"} onChange={(event) => set(event.currentTarget.checked ? "true" : null)} />
    );
  }
  return (
    <TextInput
      label={label}
      size="xs"
      type={schema.format === "date" ? "date" : "search"}
      required={asked.required}
      defaultValue={value ?? ""}
      onBlur={(event) => set(event.currentTarget.value)}
      onKeyDown={(event) => event.key === "Enter" && set(event.currentTarget.value)}
    />
  );
}
