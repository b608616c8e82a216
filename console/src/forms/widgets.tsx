/** Fields that need more than a line of text: money, days, times, words, what is chosen by its name. */
import { Checkbox, TagsInput, TextInput } from "@mantine/core";
import type { WidgetProps } from "@rjsf/utils";
import { useState } from "react";
import { clockAt } from "../records/reading";
import { useKnown } from "../shell/known";
import { atSite, fromSite } from "../shell/time";
import { common } from "./common";
import { MoneyInput } from "./MoneyInput";
import { Picker } from "./Pick";
import type { Around } from "./picking";
import { RatingWidget } from "./Rating";
import { among, extra } from "./schema";
import { SignatureWidget } from "./Signature";

const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;

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

/** A time of the day: minutes after midnight in the form. The end of the day is no time that a clock shows. */
export function ClockWidget(props: WidgetProps) {
  const { value, schema, onChange } = props;
  const [typed, type] = useState(value === undefined ? "" : clockAt(value));
  const endless = schema.maximum === DAY_MINUTES;
  function change(text: string): void {
    type(text);
    const [hours, minutes] = text.split(":").map(Number);
    onChange(/^\d{1,2}:\d\d$/.test(text) ? hours! * HOUR_MINUTES + minutes! : undefined);
  }
  return (
    <TextInput
      {...common(props)}
      type={endless ? "text" : "time"}
      placeholder="24:00"
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

/** A day of every year: its month and its day in the form. */
export function MonthDayWidget(props: WidgetProps) {
  const [typed, type] = useState(((props.value ?? []) as number[]).filter(Boolean).join("-"));
  function change(text: string): void {
    type(text);
    props.onChange(/^\d{1,2}-\d{1,2}$/.test(text) ? text.split("-").map(Number) : undefined);
  }
  return <TextInput {...common(props)} placeholder="11-15" value={typed} onChange={(event) => change(event.currentTarget.value)} />;
}

/** What holds until the tick is taken away. */
export function TickedWidget(props: WidgetProps) {
  return <Checkbox {...common(props)} checked={props.value ?? true} onChange={(event) => props.onChange(event.currentTarget.checked)} />;
}

/** Words one after another. */
export function TagsWidget(props: WidgetProps) {
  return <TagsInput {...common(props)} value={props.value ?? []} onChange={props.onChange} acceptValueOnBlur splitChars={[",", "、"]} />;
}

/** One, or several where the form asks for a list. */
export function PickWidget(props: WidgetProps) {
  const { value, multiple, onChange, schema, registry } = props;
  const ids: string[] = multiple ? (value ?? []) : value ? [value] : [];
  return (
    <Picker
      {...common(props)}
      kind={extra(schema, "x-refers")!}
      ids={ids}
      several={multiple}
      around={registry.formContext as Around}
      among={among(schema)}
      change={(chosen) => onChange(multiple ? chosen : chosen[0])}
    />
  );
}

export const widgets = {
  money: MoneyWidget,
  day: DayWidget,
  instant: InstantWidget,
  clock: ClockWidget,
  monthDay: MonthDayWidget,
  ticked: TickedWidget,
  tags: TagsWidget,
  pick: PickWidget,
  rating: RatingWidget,
  signature: SignatureWidget,
};
