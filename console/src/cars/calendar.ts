/** The calendar of cars and drivers as the API shows it, and where its bars lie on a line of time. Pure. */
import { atSite } from "../shell/time";

export interface Bar {
  trip: string;
  number: string;
  destination: string;
  begins: string;
  ends: string;
  out: boolean;
}

export interface Booked {
  id: string;
  name: string;
  plate: string | null;
  seats: number | null;
  closed: boolean;
  bars: Bar[];
}

export interface Calendar {
  cars: Booked[];
  drivers: Booked[];
}

export interface Trip {
  id: string;
  destination: string;
  purpose: string;
  passengers: number;
  begins: string;
  ends: string;
  reception_number: string;
}

export interface Span {
  begins: string;
  ends: string;
}

const DAY = 86_400_000;

export const plusDays = (day: string, days: number): string => new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);

/** The days from one on. */
export const daysFrom = (day: string, count: number): string[] => [...Array(count).keys()].map((each) => plusDays(day, each));

/** Where a time lies in these days by the site's clock: from 0 to 1, both ends within. */
export function within({ begins, ends }: Span, first: string, days: number, zone: string): { from: number; to: number } {
  const part = (instant: string) => (Date.parse(`${atSite(instant, zone)}Z`) - Date.parse(first)) / (days * DAY);
  return { from: Math.max(part(begins), 0), to: Math.min(part(ends), 1) };
}

/** Whether two times are not one after the other. */
export const together = (one: Span, other: Span): boolean => one.begins < other.ends && other.begins < one.ends;
