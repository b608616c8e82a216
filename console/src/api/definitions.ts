/** What the API says of itself: its operations, their forms, and its words. */
import type { RJSFSchema } from "@rjsf/utils";
import { ask } from "./client";
import { chooseSite, currentSite } from "./session";
import { Names } from "./names";

export interface Operation {
  name: string;
  method: "GET" | "POST";
  path: string;
  clause: string;
  part: string;
  roles: string[];
  does: "command" | "list" | "read" | "run" | "trial" | "document";
  /** Whether it names the version that was seen. */
  matches: boolean;
  form?: string;
  query?: Record<string, RJSFSchema & { required?: boolean }>;
  /** The schema of what it answers. */
  answer?: string;
}

export interface Definitions {
  operations: Operation[];
  schemas: Record<string, RJSFSchema & { "x-words"?: string }>;
  /** Schema to property to the schema of what is in it, `=` and a kind of words, `#` and a unit, `@` and what it
   * stands for; of a table, the words of its keys and `>` before that. */
  shapes: Record<string, Record<string, string>>;
}

/** Kind of code to code to its name. */
export type Words = Record<string, Record<string, string>>;

export interface Me {
  id: string;
  name: string;
  roles: string[];
  department: string | null;
  units: string[];
  site: string;
  site_name: Record<"hant" | "hans" | "en", string>;
  time_zone: string;
  departments: { key: string; name: Record<"hant" | "hans" | "en", string>; closed: boolean }[];
}

export interface Known {
  me: Me;
  names: Names;
  definitions: Definitions;
  words: Words;
}

/** What is known of an operation that is for others. */
const NOBODYS: Omit<Operation, "name"> = {
  method: "GET",
  path: "",
  clause: "",
  part: "",
  roles: [],
  does: "read",
  matches: false,
};

interface Belonging {
  /** Of what pages are drawn from. */
  version: string;
  sites: { site: string; desks: string[]; roles: string[] }[];
}

/** Everything that the pages are drawn from; null for who belongs to none of the sites. */
export async function load(): Promise<Known | null> {
  const asked = currentSite();
  const known = await of<Belonging>("console/belonging.json", asked ? [["site", asked]] : []);
  const here = known.sites[0];
  if (!here) return null;
  chooseSite(here.site);
  const drawn = [
    ["version", known.version],
    ...here.desks.map((each) => ["desk", each]),
    ...here.roles.map((each) => ["role", each]),
  ];
  const [me, { words, others, ...definitions }] = await Promise.all([
    of<Me>(`sites/${encodeURIComponent(here.site)}/me`),
    of<Definitions & { words: Words; others: Record<string, string | null> }>("console/definitions.json", drawn),
  ]);
  definitions.operations.push(...Object.entries(others).map(([name, form]) => ({ ...NOBODYS, name, ...(form && { form }) })));
  return { me, definitions, words, names: new Names(me, definitions) };
}

async function of<T>(path: string, asked: string[][] = []): Promise<T> {
  return (await ask<T>("GET", `${path}?${new URLSearchParams(asked)}`)).body;
}

const PARAMETER = /{(\w+)}/g;

export function parameters(op: Operation): string[] {
  return [...op.path.matchAll(PARAMETER)].map((each) => each[1]!).filter((each) => each !== "site");
}

/** What stands in the path after the site: `stays`, `house/rooms`. */
export function below(op: Operation): string {
  return op.path.replace("/sites/{site}/", "");
}

/** The operation of a name; everybody knows of each, though not what it is for where it is for others. */
export function operationOf(definitions: Definitions, name: string | undefined): Operation | undefined {
  return definitions.operations.find((op) => op.name === name);
}

/** What an operation is called. */
export function nameOf(words: Words, op: Operation): string {
  return words.operation?.[op.name] ?? op.name;
}

/** The schema that another refers to, if it does. */
export function referred(definitions: Definitions, schema: RJSFSchema): Definitions["schemas"][string] | undefined {
  return schema.$ref ? definitions.schemas[schema.$ref.split("/").at(-1)!] : undefined;
}

export function may(op: Operation, me: Me): boolean {
  return op.roles.some((each) => me.roles.includes(each));
}

/** The operation that shows one record of a kind, as `/stays/{stay}` does. */
export function recordOf(definitions: Definitions, kind: string): Operation | undefined {
  return definitions.operations.find(
    (op) =>
      op.does === "read" &&
      op.path.endsWith(`/{${kind}}`) &&
      parameters(op).length === 1 &&
      op.path.split("/").length === 5,
  );
}
