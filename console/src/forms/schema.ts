/** A form of the API as the form library draws it: named, its choices in words. Pure. */
import type { ErrorSchema, RJSFSchema, UiSchema } from "@rjsf/utils";
import { referred, type Definitions, type Known, type Words } from "../api/definitions";
import type { FieldProblem } from "../api/client";
import { say } from "../shell/words";

const REF = "#/components/schemas/";
/** Up to so many marks are given as stars. */
const STARS = 5;
/** From so many characters on a text is written in several lines. */
const LONG = 400;

/** The name of a property: its own in this form, else the usual one. */
export function labelOf(words: Words, property: string, schema = ""): string {
  const fields = words.field ?? {};
  return fields[`${schema}.${property}`] ?? fields[property] ?? property.replaceAll("_", " ");
}

/** The one member of a choice between something and nothing, with what is said of both. */
export function present(schema: RJSFSchema): RJSFSchema {
  const members = schema.anyOf as RJSFSchema[] | undefined;
  const real = members?.filter((each) => each.type !== "null");
  if (real?.length !== 1) return schema;
  const said = Object.entries(schema).filter(([key]) => key.startsWith("x-"));
  return { ...real[0], ...Object.fromEntries(said) };
}

/** What the description says of a schema besides: `x-refers`, `x-unit`. */
export function extra(schema: RJSFSchema, what: "x-keys" | "x-private" | "x-refers" | "x-unit" | "x-value"): string | undefined {
  return (schema as Record<typeof what, string | undefined>)[what];
}

/** The kinds of what a field names; all where none are said. */
export function among(schema: RJSFSchema): string[] | undefined {
  return (schema as { "x-among"?: string[] })["x-among"];
}

/** Whether what is of a kind says this. */
export function isSaidOf(schema: RJSFSchema, kind: unknown): boolean {
  return (schema as { "x-kinds"?: unknown[] })["x-kinds"]?.includes(kind) ?? true;
}

/** What may be left out and cannot be said by this person is not asked of them. */
export function drawn(name: string, { definitions, words }: Known, pickable: (kind: string) => boolean): RJSFSchema {
  const schemas: Record<string, RJSFSchema> = {};
  for (const [each, schema] of Object.entries(definitions.schemas)) {
    schemas[each] = named(each, asked(schema, pickable), definitions, words);
  }
  return { ...schemas[name]!, title: "", components: { schemas } };
}

/** The form without what need not be asked. */
export function without(schema: RJSFSchema, settled: string[]): RJSFSchema {
  const asked = Object.entries(schema.properties ?? {}).filter(([key]) => !settled.includes(key));
  const required = schema.required?.filter((each) => !settled.includes(each));
  return { ...schema, properties: Object.fromEntries(asked), required };
}

type Schema = Definitions["schemas"][string];

function asked(schema: Schema, pickable: (kind: string) => boolean): Schema {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, RJSFSchema>).filter(([key, each]) => {
    const kind = extra(each, "x-refers");
    return !kind || schema.required?.includes(key) || pickable(kind);
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}

/** Choices come in the order in which their words stand: that of the work, not of the alphabet. */
function named(name: string, schema: Schema, definitions: Definitions, words: Words): RJSFSchema {
  const choices = schema.enum as string[] | undefined;
  if (choices) {
    const said = words[schema["x-words"] ?? ""] ?? {};
    const order = Object.keys(said);
    const ordered = choices.toSorted((one, other) => order.indexOf(one) - order.indexOf(other));
    return {
      type: "string",
      title: "",
      oneOf: ordered.map((each) => ({ const: each, title: said[each] ?? each })),
    };
  }
  const properties = Object.fromEntries(
    Object.entries((schema.properties ?? {}) as Record<string, RJSFSchema>).map(([key, each]) => [
      key,
      field(each, labelOf(words, key, name), schema.required?.includes(key) ?? false, definitions, words),
    ]),
  );
  return { type: "object", title: "", required: schema.required, properties };
}

function field(schema: RJSFSchema, title: string, required: boolean, definitions: Definitions, words: Words): RJSFSchema {
  const real = present(schema);
  if (real.type === "boolean" && required) return { type: "boolean", title, oneOf: DECIDED };
  if (real.prefixItems) {
    const items = (real.prefixItems as RJSFSchema[]).map((each, place) => ({ ...plain(each), title: String(place + 1) }));
    return { type: "array", title, items };
  }
  if (real.type === "array") {
    const { minItems, ...rest } = plain(real);
    const items = plain(real.items as RJSFSchema);
    const parts = items.$ref && !referred(definitions, items)?.enum;
    return { ...rest, ...(parts && { minItems }), title, items, uniqueItems: !parts };
  }
  const keys = extra(real, "x-keys");
  return keys ? table(real, title, words[keys] ?? {}) : { ...plain(real), title };
}

/** A table whose keys have words: each is a property of its own. */
function table(schema: RJSFSchema, title: string, keys: Record<string, string>): RJSFSchema {
  const each = schema.additionalProperties as RJSFSchema;
  const properties = Object.entries(keys).map(([key, name]) => [key, { ...each, title: name }]);
  return { type: "object", title, properties: Object.fromEntries(properties) };
}

/** What has to be said either way has two answers, and none until somebody gives one. */
const DECIDED: RJSFSchema[] = [
  { const: true, title: say("yes") },
  { const: false, title: say("no") },
];

/** What nobody filled in is not sent: the server has its own idea of it. */
function plain({ default: _, ...rest }: RJSFSchema): RJSFSchema {
  return rest as RJSFSchema;
}

/** How the fields of a form look. */
export function looks(name: string, definitions: Definitions, words: Words): UiSchema {
  return {
    "ui:submitButtonOptions": { norender: true },
    ...looksOf(definitions.schemas[name]!, { definitions, words, within: new Set([name]) }),
  };
}

interface Looked {
  definitions: Definitions;
  words: Words;
  /** The schemas that this one is within. */
  within: Set<string>;
}

function looksOf(schema: RJSFSchema, looked: Looked): UiSchema {
  const found: UiSchema = {};
  for (const [key, each] of Object.entries((schema.properties ?? {}) as Record<string, RJSFSchema>)) {
    found[key] = look(present(each), looked, schema.required?.includes(key));
  }
  return found;
}

/** Several fields that are filled in together or left out together, and those that are there anyway. */
const LEFT_OUT: UiSchema = { "ui:enableOptionalDataFieldForType": ["object"] };
const GIVEN: UiSchema = { "ui:enableOptionalDataFieldForType": [] };

function look(schema: RJSFSchema, looked: Looked, required = false): UiSchema {
  const { definitions, words, within } = looked;
  if (extra(schema, "x-refers")) return { "ui:widget": "pick" };
  if (extra(schema, "x-unit") === "month-and-day") return { "ui:widget": "monthDay" };
  if (schema.type === "array") return many(schema.items as RJSFSchema | false, looked);
  const keys = extra(schema, "x-keys");
  if (keys) {
    const each = look(schema.additionalProperties as RJSFSchema, looked);
    return Object.fromEntries(Object.keys(words[keys] ?? {}).map((key) => [key, each]));
  }
  const name = schema.$ref?.replace(REF, "");
  if (name) {
    const of = definitions.schemas[name]!;
    if (of.enum || within.has(name)) return {};
    return { ...LEFT_OUT, ...looksOf(of, { ...looked, within: new Set([...within, name]) }) };
  }
  if (extra(schema, "x-unit") === "fen") return { "ui:widget": "money" };
  if (extra(schema, "x-unit") === "minute-of-day") return { "ui:widget": "clock" };
  if (extra(schema, "x-value") === "own-name") return { "ui:widget": "signature" };
  if (schema.type === "boolean" && schema.default === true) return { "ui:widget": "ticked" };
  if (schema.type === "boolean" && required) return { "ui:widget": "radio" };
  if (schema.type === "integer" && schema.minimum === 1 && (schema.maximum ?? 0) <= STARS) return { "ui:widget": "rating" };
  if (schema.format === "date-time") return { "ui:widget": "instant" };
  if (schema.format === "date") return { "ui:widget": "day" };
  if ((schema.maxLength ?? 0) >= LONG) return { "ui:widget": "textarea" };
  return {};
}

/** Several of something: words as they are typed one after another, parts each in a card. */
function many(items: RJSFSchema | false, looked: Looked): UiSchema {
  if (items && items.type === "string" && !items.format) return { "ui:widget": "tags" };
  return { "ui:options": { orderable: false }, ...(items && { items: { ...look(items, looked), ...GIVEN } }) };
}

/** What the server found wrong, where the field is: `/guests/0/name`. */
export function placed(errors: FieldProblem[]): ErrorSchema {
  const found: Record<string, unknown> = {};
  for (const each of errors) {
    let at = found;
    for (const step of each.pointer.split("/").slice(1)) {
      at = (at[step] ??= {}) as Record<string, unknown>;
    }
    const said = (at.__errors ??= []) as string[];
    said.push(each.detail);
  }
  return found as ErrorSchema;
}

/** What is sent: nothing of what was left empty. */
export function filled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(filled).filter((each) => each !== undefined);
  if (value === null || value === "" || value === undefined) return undefined;
  if (typeof value !== "object") return value;
  const entries = Object.entries(value)
    .map(([key, each]) => [key, filled(each)] as const)
    .filter(([, each]) => each !== undefined);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
