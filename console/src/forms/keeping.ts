/** What of a form may lie on the device until it is sent. Pure. */
import type { RJSFSchema } from "@rjsf/utils";
import { referred, type Definitions } from "../api/definitions";
import { isObject } from "../records/reading";
import { extra, present } from "./schema";

/** All of it but what the server itself seals or hides. */
export function keepable(value: unknown, asked: RJSFSchema, definitions: Definitions): unknown {
  const schema = present(asked);
  if (extra(schema, "x-private")) return undefined;
  const of = referred(definitions, schema) ?? schema;
  if (Array.isArray(value)) return value.map((each) => keepable(each, (of.items ?? {}) as RJSFSchema, definitions));
  if (!isObject(value) || !of.properties) return value;
  const properties = of.properties as Record<string, RJSFSchema>;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, keepable(each, properties[key] ?? {}, definitions)]));
}
