/** Fields that need more than a line of text: money, days, instants, somebody of the site. */
import { Autocomplete, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import type { WidgetProps } from "@rjsf/utils";
import { useQuery } from "@tanstack/react-query";
import { ask, sitePath } from "../api/client";
import { useKnown } from "../shell/known";
import { say } from "../shell/words";
import { atSite, fromSite } from "../shell/time";
import { MoneyInput } from "./MoneyInput";
import { RatingWidget } from "./Rating";

function common({ id, label, required, disabled, readonly, rawErrors }: WidgetProps) {
  return {
    id,
    label,
    required,
    disabled: disabled || readonly,
    error: rawErrors?.length ? rawErrors.join(" ") : undefined,
  };
}

export function MoneyWidget(props: WidgetProps) {
  const { value, onChange, options } = props;
  return <MoneyInput {...common(props)} fen={value} set={(fen) => onChange(fen ?? options.emptyValue)} />;
}

export function DayWidget(props: WidgetProps) {
  return (
    <TextInput
      {...common(props)}
      type="date"
      value={props.value ?? ""}
      onChange={(event) => props.onChange(event.currentTarget.value || undefined)}
    />
  );
}

/** By the site's clock, whatever the device's is. */
export function InstantWidget(props: WidgetProps) {
  const zone = useKnown().me.time_zone;
  return (
    <TextInput
      {...common(props)}
      type="datetime-local"
      value={props.value ? atSite(props.value, zone) : ""}
      onChange={(event) =>
        props.onChange(event.currentTarget.value ? fromSite(event.currentTarget.value, zone) : undefined)
      }
    />
  );
}

interface Somebody {
  id: string;
  name: string;
}

/** By name or number; who may not search the directory types the number. */
export function PersonWidget(props: WidgetProps) {
  const text: string = props.value ?? "";
  const [typed] = useDebouncedValue(text, 250);
  const found = useQuery({
    queryKey: ["people", typed],
    enabled: typed.length > 0,
    retry: false,
    queryFn: async () =>
      (await ask<{ items: Somebody[] }>("GET", `${sitePath("/sites/{site}/people")}?q=${encodeURIComponent(typed)}`))
        .body.items,
  });
  const people = found.data ?? [];
  return (
    <Autocomplete
      {...common(props)}
      placeholder={say("person")}
      value={text}
      data={people.map((each) => each.id)}
      filter={({ options }) => options}
      renderOption={({ option }) =>
        `${people.find((each) => each.id === option.value)?.name ?? ""} ${option.value}`
      }
      onChange={(value) => props.onChange(value || undefined)}
    />
  );
}

export const widgets = {
  money: MoneyWidget,
  day: DayWidget,
  instant: InstantWidget,
  person: PersonWidget,
  rating: RatingWidget,
};
