/** What ids stand for: people asked for together and kept, departments and what is settled at the site. */
import { inMine } from "../shell/words";
import { ask, Refused, sitePath } from "./client";
import { may, operationOf, type Definitions, type Me, type Operation } from "./definitions";

export interface Named {
  id: string;
  name: string;
  /** What it costs, in fen, and for how much of it. */
  fen?: number;
  unit?: string;
}

/** Lists of a site's settings: what shows them, to this one or that; the list, what each is named by. */
const SETTLED: Record<string, { ops: string[]; list: string; key: string }> = {
  rank: { ops: ["reception"], list: "ranks", key: "key" },
  city: { ops: ["reception"], list: "cities", key: "key" },
  forbidden: { ops: ["reception"], list: "forbidden", key: "code" },
  rate: { ops: ["lodging"], list: "rates", key: "key" },
  damage: { ops: ["lodging"], list: "damages", key: "code" },
  price: { ops: ["desk-settings"], list: "prices", key: "code" },
  category: { ops: ["desk-settings"], list: "categories", key: "key" },
  channel: { ops: ["telling"], list: "channels", key: "id" },
  notice: { ops: ["telling", "my-telling"], list: "notices", key: "code" },
};
/** As many ids as one question may have. */
const MOST = 50;

type Settings = Record<string, unknown>;
const NAMELESS = { hant: "", hans: "", en: "" };

function settledAs(id: string, { name, fen, unit }: Settings): Named {
  return { id, name: named(name), ...(typeof fen === "number" && { fen, unit: named(unit) }) };
}

const named = (name: unknown): string => inMine({ ...NAMELESS, ...(name as object) });

/** Read while drawing: what is not known yet is asked for, and heard of when it is. */
export class Names {
  private readonly people = new Map<string, string | null>();
  private readonly settings = new Map<string, Settings | null>();
  private readonly hearers = new Set<() => void>();
  private wanted = new Set<string>();
  private version = 0;

  constructor(
    private readonly me: Me,
    private readonly definitions: Definitions,
  ) {
    this.people.set(me.id, me.name);
  }

  readonly subscribe = (hear: () => void): (() => void) => {
    this.hearers.add(hear);
    return () => this.hearers.delete(hear);
  };

  readonly heard = (): number => this.version;

  /** The name of somebody; null where it is not for this person; undefined until it is there. */
  person(id: string): string | null | undefined {
    const known = this.people.get(id);
    if (known === undefined && !this.wanted.has(id)) {
      if (this.wanted.size === 0) setTimeout(() => void this.askForPeople(), 0);
      this.wanted.add(id);
    }
    return known;
  }

  department(key: string): string | null {
    const found = this.me.departments.find((each) => each.key === key);
    return found ? inMine(found.name) : null;
  }

  /** Whether a kind of thing is settled at the site, each with a name. */
  isSettled(kind: string): boolean {
    return kind in SETTLED;
  }

  /** Everything of a kind that is settled; null where that is not for this person. */
  settled(kind: string): Named[] | null {
    const op = this.showing(kind);
    if (!op) return null;
    if (!this.settings.has(op.name)) void this.askForSettings(op);
    const terms = this.settings.get(op.name);
    return terms ? this.standing(kind, terms) : null;
  }

  /** Everything of a kind that stands in settings; null where these settle none. */
  standing(kind: string, terms: Record<string, unknown>): Named[] | null {
    const { list, key } = SETTLED[kind]!;
    const all = terms[list] as Record<string, unknown>[] | undefined;
    return all?.map((each) => settledAs(String(each[key] ?? ""), each)) ?? null;
  }

  /** Whether somebody may look at what is settled of a kind. */
  maySee(kind: string): boolean {
    return this.showing(kind) !== undefined;
  }

  /** What shows this person the settings that a kind is settled in. */
  private showing(kind: string): Operation | undefined {
    const shown = SETTLED[kind]?.ops.map((name) => operationOf(this.definitions, name));
    return shown?.find((op): op is Operation => op !== undefined && may(op, this.me));
  }

  private async askForPeople(): Promise<void> {
    const ids = [...this.wanted];
    this.wanted = new Set();
    for (let first = 0; first < ids.length; first += MOST) {
      const asked = ids.slice(first, first + MOST);
      const found = await answered<{ people: Record<string, string> }>(`${sitePath("/sites/{site}/names")}?people=${asked.join(",")}`);
      for (const id of asked) this.people.set(id, found?.people[id] ?? null);
    }
    this.tell();
  }

  private async askForSettings({ name, path }: Operation): Promise<void> {
    this.settings.set(name, null);
    const found = await answered<Settings & { terms?: Settings }>(sitePath(path));
    this.settings.set(name, found?.terms ?? found);
    this.tell();
  }

  private tell(): void {
    this.version += 1;
    this.hearers.forEach((each) => each());
  }
}

/** Names are not worth a trouble of their own: where they are not to be had, pages do without. */
async function answered<T>(path: string): Promise<T | null> {
  try {
    return (await ask<T>("GET", path)).body;
  } catch (trouble) {
    if (!(trouble instanceof Refused)) console.warn(trouble);
    return null;
  }
}
