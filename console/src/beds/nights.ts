/** The calendar of beds as the API shows it, and the days that it is drawn over. Pure. */

export interface Bed {
  key: string;
  closed: boolean;
}

export interface Room {
  number: string;
  closed: boolean;
  beds: Bed[];
}

/** A guest in a bed, for nights in a row. */
export interface Span {
  room: string;
  bed: string;
  stay: string;
  guest: string;
  name: string;
  sex: string;
  state: string;
  first: string;
  last: string;
  begins: string;
  leaves: string;
  came_at: string | null;
  left_at: string | null;
}

export interface Lodger {
  room: string;
  bed: string;
  stay: string;
  guest: string;
}

/** Who is to come or to leave today. */
export interface Due {
  stay: string;
  number: string;
  guest: string;
  name: string;
  sex: string;
  room: string;
  bed: string;
  day: string;
}

export interface Nights {
  rooms: Room[];
  nights: { night: string; lodgers: Lodger[]; overstaying: Lodger[] }[];
  spans: Span[];
  today: { day: string; coming: Due[]; leaving: Due[] };
}

/** Those of one stay: they come and leave together, in one form. */
export interface Party {
  stay: string;
  number: string;
  day: string;
  names: string;
  /** Room by room. */
  places: string[];
}

const WEEK = 7;

export const isWeekend = (day: string): boolean => [0, WEEK - 1].includes(new Date(day).getUTCDay());

const byNumber = (one: { number: string }, other: { number: string }): number => one.number.localeCompare(other.number, undefined, { numeric: true });

const has = (text: string, ...said: string[]): boolean => said.some((each) => each.toLowerCase().includes(text.toLowerCase()));

/** The rooms by their numbers: those that are called so, or have a guest who is. */
export function rooms({ rooms, spans }: Nights, text: string): Room[] {
  const named = new Set(spans.filter(({ name }) => has(text, name)).map(({ room }) => room));
  return rooms.filter(({ number }) => has(text, number) || named.has(number)).sort(byNumber);
}

/** The guests stay by stay, in the order in which they are told: those who are called so, come to such a room or by such an application. */
export function parties(guests: Due[], text: string): Party[] {
  return together(guests, ({ stay }) => stay)
    .filter((party) => party.some(({ name, room, number }) => has(text, name, room, number)))
    .map((party) => ({ ...party[0]!, names: party.map(({ name }) => name).join("、"), places: placed(party) }));
}

function placed(guests: Due[]): string[] {
  return together(guests, ({ room }) => room).map((those) => `${those[0]!.room} ${those.map(({ bed }) => bed).sort().join(" ")}`);
}

function together(guests: Due[], by: (guest: Due) => string): Due[][] {
  return [...new Set(guests.map(by))].map((key) => guests.filter((each) => by(each) === key));
}

/** How many beds nobody has in a night, of those that may be given. */
export function free({ rooms, nights }: Nights, night: string): number {
  const open = rooms.filter((room) => !room.closed).flatMap((room) => room.beds.filter((bed) => !bed.closed).map((bed) => `${room.number}/${bed.key}`));
  const of = nights.find((each) => each.night === night);
  const taken = new Set([...(of?.lodgers ?? []), ...(of?.overstaying ?? [])].map((each) => `${each.room}/${each.bed}`));
  return open.filter((each) => !taken.has(each)).length;
}

/** Between which lines of the grid, of half days beside the names of beds, a bar is drawn: one comes in the afternoon and leaves in the morning. */
export function halves(days: string[], first: string, last: string): { from: number; to: number } {
  const [begin, end] = [days.indexOf(first), days.indexOf(last)];
  return { from: begin === -1 ? 2 : begin * 2 + 3, to: end === -1 ? days.length * 2 + 2 : end * 2 + 3 };
}
