/** Instants by the site's clock. Pure. */

function parts(at: Date, zone: string): Record<string, string> {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  return Object.fromEntries(format.formatToParts(at).map((each) => [each.type, each.value]));
}

/** `2026-03-02T09:30`, as a field for date and time has it. */
export function atSite(instant: string, zone: string): string {
  const of = parts(new Date(instant), zone);
  return `${of.year}-${of.month}-${of.day}T${of.hour}:${of.minute}`;
}

export function dayAtSite(instant: Date, zone: string): string {
  const of = parts(instant, zone);
  return `${of.year}-${of.month}-${of.day}`;
}

const DAY = 86_400_000;

/** `2026-03-04` is two days after `2026-03-02`. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

/** A day as one says it: without its year, with its day of the week. */
export function dayShown(day: string, language: string): string {
  const said = (what: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...what, timeZone: "UTC" }).format(new Date(day));
  return `${said({ month: "numeric", day: "numeric" })} ${said({ weekday: "short" })}`;
}

export const daysBetween = (first: string, last: string): number => (Date.parse(last) - Date.parse(first)) / DAY;

/** The instant at which the site's clock shows this. */
export function fromSite(local: string, zone: string): string {
  const wanted = Date.parse(`${local}Z`);
  let at = wanted;
  for (let tries = 0; tries < 2; tries += 1) {
    at += wanted - Date.parse(`${atSite(new Date(at).toISOString(), zone)}Z`);
  }
  return new Date(at).toISOString();
}

export function shown(instant: string, zone: string): string {
  return atSite(instant, zone).replace("T", " ");
}

/** By the clock alone: `09:30`. */
export function clock(instant: string, zone: string): string {
  return atSite(instant, zone).slice(-5);
}

/** Without the year where it is this one. */
export function brief(instant: string, zone: string): string {
  const text = shown(instant, zone);
  const year = dayAtSite(new Date(), zone).slice(0, 5);
  return text.startsWith(year) ? text.slice(year.length) : text;
}

const UNITS = [
  ["day", DAY],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;

/** How long until then, or since, in the largest unit that says it. */
export function until(instant: string, now: number, language: string): string {
  const left = Date.parse(instant) - now;
  const [unit, long] = UNITS.find(([, each]) => Math.abs(left) >= each) ?? UNITS[3];
  const format = new Intl.RelativeTimeFormat(language, { numeric: "always" });
  return format.format(Math.trunc(left / long), unit);
}
