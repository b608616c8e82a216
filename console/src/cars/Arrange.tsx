/** A car and a driver for a trip that waits for them. */
import { Button, Select, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { labelOf } from "../forms/schema";
import { useSending } from "../forms/sending";
import { useKnown } from "../shell/known";
import { NoAnswer, notifyDone, Refusal } from "../shell/notes";
import { atSite, fromSite } from "../shell/time";
import { say } from "../shell/words";
import { together, type Booked, type Calendar, type Span, type Trip } from "./calendar";

interface Props {
  trip: Trip;
  version: number;
  href: string;
  calendar: Calendar;
  time: Span;
  change: (time: Span) => void;
  done: () => void;
}

export function Arrange({ trip, version, href, calendar, time, change, done }: Props) {
  const { words, me } = useKnown();
  const [car, setCar] = useState<string | null>(null);
  const [driver, setDriver] = useState<string | null>(null);
  const called = words.operation?.["trip-arrange"] ?? "";
  const { busy, unreached, problem, send } = useSending(href, href, `"${version}"`, () => {
    notifyDone(`${called} ${trip.destination}`);
    done();
  });
  const wrong = (field: string) => problem?.errors.find((each) => each.pointer === `/${field}`)?.detail;
  const choices = (rows: Booked[]) =>
    rows
      .filter((each) => !each.closed)
      .map((each) => ({
        value: each.id,
        label: [each.name, each.plate, say(each.bars.some((bar) => together(bar, time)) ? "carsTaken" : "carsFree")].filter(Boolean).join(" · "),
      }));
  const when = (field: keyof Span) => (
    <TextInput
      size="sm"
      type="datetime-local"
      label={labelOf(words, field, "ArrangeTrip")}
      min={atSite(trip.begins, me.time_zone)}
      max={atSite(trip.ends, me.time_zone)}
      value={atSite(time[field], me.time_zone)}
      onChange={(event) => event.currentTarget.value && change({ ...time, [field]: fromSite(event.currentTarget.value, me.time_zone) })}
      error={wrong(field)}
    />
  );
  return (
    <Stack gap="xs">
      <Select label={labelOf(words, "car", "ArrangeTrip")} data={choices(calendar.cars)} value={car} onChange={setCar} allowDeselect={false} error={wrong("car")} />
      <Select label={labelOf(words, "driver", "ArrangeTrip")} data={choices(calendar.drivers)} value={driver} onChange={setDriver} allowDeselect={false} error={wrong("driver")} />
      {when("begins")}
      {when("ends")}
      {problem && <Refusal problem={problem} />}
      {unreached && <NoAnswer />}
      <Button loading={busy} onClick={() => void send({ ...(car && { car }), ...(driver && { driver }), ...time })}>
        {unreached ? say("again") : called}
      </Button>
    </Stack>
  );
}
