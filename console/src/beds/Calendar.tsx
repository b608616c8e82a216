/** The calendar of beds: a row a bed, grouped by room, a bar a guest from the afternoon of coming to the morning of leaving. */
import { Card } from "@mantine/core";
import { Fragment, type CSSProperties } from "react";
import { useLocation } from "wouter";
import { labelOf } from "../forms/schema";
import { useKnown } from "../shell/known";
import { language, say } from "../shell/words";
import { free, halves, isWeekend, type Bed, type Nights, type Room, type Span } from "./nights";

/** In so many half days there is room for a name and no more. */
const SHORT = 2;

interface CalendarOf {
  view: Nights;
  /** Those that are drawn. */
  rooms: Room[];
  /** Begins a change of a room, for who may. */
  change?: (room: Room) => void;
}

/** Of plain elements: a house of sixty rooms is drawn on a cheap phone. */
export function Calendar({ view, rooms, change }: CalendarOf) {
  const { words } = useKnown();
  const days = view.nights.map((each) => each.night);
  const weekday = new Intl.DateTimeFormat(language(), { weekday: "short", timeZone: "UTC" });
  return (
    <Card withBorder p={0} className="beds" tabIndex={0} role="region" aria-label={words.operation?.["house-nights"]}>
      <div className="beds-grid" style={{ "--days": days.length } as CSSProperties}>
        {days.map((day, place) => (
          <span key={day} className="beds-day" data-today={day === view.today.day} data-weekend={isWeekend(day)} style={dayColumns(place)} />
        ))}
        <div className="beds-head beds-bed">{say("freeBeds")}</div>
        {days.map((day, place) => (
          <div key={day} className="beds-head" data-today={day === view.today.day} data-weekend={isWeekend(day)} style={dayColumns(place)}>
            <small>{weekday.format(new Date(day))}</small>
            <strong>{Number(day.slice(8)) === 1 || place === 0 ? `${Number(day.slice(5, 7))}/${Number(day.slice(8))}` : Number(day.slice(8))}</strong>
            <small aria-label={`${say("freeBeds")} ${free(view, day)}`}>{free(view, day)}</small>
          </div>
        ))}
        {rooms.map((room) => (
          <Fragment key={room.number}>
            <div className="beds-room">
              <span>
                <strong>
                  {labelOf(words, "room")} {room.number} {room.closed && `· ${labelOf(words, "closed")}`}
                </strong>
                {change && (
                  <button type="button" aria-label={`${words.operation?.["room-change"]} ${room.number}`} onClick={() => change(room)}>
                    {words.operation?.["room-change"]}
                  </button>
                )}
              </span>
            </div>
            {room.beds.map((bed) => (
              <Row key={bed.key} room={room} bed={bed} days={days} view={view} />
            ))}
          </Fragment>
        ))}
      </div>
    </Card>
  );
}

const dayColumns = (place: number): CSSProperties => ({ gridColumn: `${place * 2 + 2} / span 2` });

interface RowOf {
  room: Room;
  bed: Bed;
  days: string[];
  view: Nights;
}

function Row({ room, bed, days, view }: RowOf) {
  const here = (each: { room: string; bed: string }) => each.room === room.number && each.bed === bed.key;
  return (
    <div className="beds-row" data-closed={room.closed || bed.closed}>
      <strong className="beds-bed">
        {room.number} {bed.key}
      </strong>
      {view.nights.flatMap(({ night, overstaying }) =>
        overstaying.filter(here).map(({ guest, stay }) => {
          const name = view.today.leaving.find((each) => each.guest === guest)?.name ?? view.spans.find((each) => each.guest === guest)?.name ?? "";
          return <Bar key={night + guest} to={stay} name={name} said={`${name} ${say("overstays")}`} kind="overstaying" place={halves(days, night, days[days.indexOf(night) + 1] ?? "")} />;
        }),
      )}
      {view.spans.filter(here).map((span) => (
        <Guest key={span.guest + span.first} span={span} days={days} today={view.today.day} />
      ))}
    </div>
  );
}

function Guest({ span, days, today }: { span: Span; days: string[]; today: string }) {
  const { words } = useKnown();
  const late = span.came_at !== null && span.left_at === null && span.leaves <= today;
  const said = `${words.sex?.[span.sex] ?? ""} ${span.name} · ${span.begins} – ${span.leaves} · ${words.stay?.[span.state] ?? ""}`;
  const kind = span.left_at ? "left" : late ? "leaving" : span.came_at ? "there" : "coming";
  return <Bar to={span.stay} name={span.name} said={said} kind={kind} sex={span.sex} place={halves(days, span.first, span.last)} />;
}

interface BarOf {
  to: string;
  name: string;
  said: string;
  kind: "coming" | "there" | "leaving" | "left" | "overstaying";
  sex?: string;
  place: { from: number; to: number };
}

function Bar({ to, name, said, kind, sex, place }: BarOf) {
  const [, go] = useLocation();
  const { words } = useKnown();
  return (
    <button
      type="button"
      className="beds-bar"
      data-kind={kind}
      data-sex={sex}
      aria-label={said}
      title={said}
      style={{ gridColumn: `${place.from} / ${place.to}` }}
      onClick={() => go(`/record/stay/${to}`)}
    >
      {sex && place.to - place.from > SHORT && <span className="beds-sex">{words.sex?.[sex]}</span>} {name}
    </button>
  );
}
