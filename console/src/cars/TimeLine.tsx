/** Cars and drivers on a line of time: a row each, a bar for each trip, and the time that is asked for. */
import { Badge, Text, Tooltip, UnstyledButton } from "@mantine/core";
import { useLocation } from "wouter";
import { useKnown } from "../shell/known";
import { shown } from "../shell/time";
import { language, say } from "../shell/words";
import { daysFrom, together, within, type Booked, type Span } from "./calendar";

interface Props {
  title: string;
  rows: Booked[];
  first: string;
  days: number;
  today: string;
  /** The time that a trip asks for. */
  wanted: Span | null;
}

export function TimeLine({ title, rows, first, days, today, wanted }: Props) {
  const { me } = useKnown();
  const zone = me.time_zone;
  const hours = days === 1;
  const ticks = hours ? [...Array(8).keys()].map((each) => `${String(each * 3).padStart(2, "0")}:00`) : daysFrom(first, days);
  const weekday = new Intl.DateTimeFormat(language(), { weekday: "narrow", timeZone: "UTC" });
  const place = (span: Span) => {
    const { from, to } = within(span, first, days, zone);
    return { left: `${from * 100}%`, width: `${Math.max(to - from, 0) * 100}%` };
  };
  return (
    <div className="time-line" role="table" aria-label={title}>
      <div className="time-row time-head" role="row">
        <Text size="xs" fw={700} role="columnheader">
          {title}
        </Text>
        <div className="time-ticks" role="presentation">
          {ticks.map((tick) => (
            <Text key={tick} size="xs" c={tick === today ? undefined : "dimmed"} fw={tick === today ? 800 : 400}>
              {hours ? tick : `${tick.slice(8)} ${days > 7 ? "" : weekday.format(new Date(tick))}`}
            </Text>
          ))}
        </div>
      </div>
      {rows.map((row) => (
        <div className="time-row" role="row" key={row.id} data-closed={row.closed}>
          <div role="rowheader">
            <Text size="sm" fw={600} truncate>
              {row.name}
            </Text>
            <Text size="xs" c="dimmed" truncate>
              {[row.plate, row.seats && `${row.seats} ${say("seats")}`, row.closed && say("carClosed")].filter(Boolean).join(" · ")}
            </Text>
            {wanted && !row.closed && <Free taken={row.bars.some((bar) => together(bar, wanted))} />}
          </div>
          <div className="time-track" role="cell" data-ticks={ticks.length}>
            {ticks.slice(1).map((tick, at) => (
              <span key={tick} className="time-rule" style={{ left: `${((at + 1) / ticks.length) * 100}%` }} />
            ))}
            {wanted && <span className="time-wanted" style={place(wanted)} />}
            {row.bars.map((bar) => (
              <TripBar key={bar.trip} bar={bar} place={place(bar)} taken={wanted !== null && together(bar, wanted)} zone={zone} />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

export function Free({ taken }: { taken: boolean }) {
  return (
    <Badge size="xs" tt="none" variant="light" color={taken ? "red" : "teal"}>
      {say(taken ? "carsTaken" : "carsFree")}
    </Badge>
  );
}

interface TripBarOf {
  bar: Booked["bars"][number];
  place: { left: string; width: string };
  taken: boolean;
  zone: string;
}

function TripBar({ bar, place, taken, zone }: TripBarOf) {
  const [, go] = useLocation();
  const said = `${bar.number} ${bar.destination} ${shown(bar.begins, zone)} – ${shown(bar.ends, zone)}`;
  return (
    <Tooltip label={said}>
      <UnstyledButton className="time-bar" data-out={bar.out} data-taken={taken} style={place} aria-label={said} onClick={() => go(`/record/trip/${bar.trip}`)}>
        {bar.destination}
      </UnstyledButton>
    </Tooltip>
  );
}
