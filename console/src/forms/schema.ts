/** A form of the API as the form library draws it: named, its choices in words. Pure. */
import type { ErrorSchema, RJSFSchema, UiSchema } from "@rjsf/utils";
import type { Definitions, Words } from "../api/definitions";
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

/** The one member of a choice between something and nothing. */
export function present(schema: RJSFSchema): RJSFSchema {
  const members = schema.anyOf as RJSFSchema[] | undefined;
  const real = members?.filter((each) => each.type !== "null");
  return real?.length === 1 ? real[0]! : schema;
}

export function drawn(name: string, definitions: Definitions, words: Words): RJSFSchema {
  const schemas: Record<string, RJSFSchema> = {};
  for (const [each, schema] of Object.entries(definitions.schemas)) {
    schemas[each] = named(each, schema, words);
  }
  return { ...schemas[name]!, title: "", components: { schemas } };
}

/** The form without what need not be asked. */
export function without(schema: RJSFSchema, settled: string[]): RJSFSchema {
  const asked = Object.entries(schema.properties ?? {}).filter(([key]) => !settled.includes(key));
  const required = schema.required?.filter((each) => !settled.includes(each));
  return { ...schema, properties: Object.fromEntries(asked), required };
}

/** Choices come in the order in which their words stand: that of the work, not of the alphabet. */
function named(name: string, schema: Definitions["schemas"][string], words: Words): RJSFSchema {
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
      field(each, labelOf(words, key, name), schema.required?.includes(key) ?? false),
    ]),
  );
  return { type: "object", title: "", required: schema.required, properties };
}

function field(schema: RJSFSchema, title: string, required: boolean): RJSFSchema {
  const real = present(schema);
  if (real.type === "boolean" && required) return { type: "boolean", title, oneOf: DECIDED };
  if (real.type === "array") {
    return { ...real, title, items: plain(real.items as RJSFSchema) };
  }
  return { ...plain(real), title };
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
export function looks(name: string, definitions: Definitions): UiSchema {
  return {
    "ui:submitButtonOptions": { norender: true },
    ...looksOf(definitions.schemas[name]!, definitions, new Set([name])),
  };
}

function looksOf(schema: RJSFSchema, definitions: Definitions, within: Set<string>): UiSchema {
  const found: UiSchema = {};
  for (const [key, each] of Object.entries((schema.properties ?? {}) as Record<string, RJSFSchema>)) {
    found[key] = look(key, present(each), definitions, within, schema.required?.includes(key));
  }
  return found;
}

/** Several fields that are filled in together or left out together, and those that are there anyway. */
const LEFT_OUT: UiSchema = { "ui:enableOptionalDataFieldForType": ["object"] };
const GIVEN: UiSchema = { "ui:enableOptionalDataFieldForType": [] };

function look(
  key: string,
  schema: RJSFSchema,
  definitions: Definitions,
  within: Set<string>,
  required = false,
): UiSchema {
  if (schema.type === "array") {
    const items = schema.items as RJSFSchema;
    return { items: { ...look(key, items, definitions, within), ...GIVEN } };
  }
  const name = schema.$ref?.replace(REF, "");
  if (name) {
    const of = definitions.schemas[name]!;
    if (of.enum || within.has(name)) return {};
    return { ...LEFT_OUT, ...looksOf(of, definitions, new Set([...within, name])) };
  }
  if ((schema as { "x-unit"?: string })["x-unit"] === "fen") return { "ui:widget": "money" };
  if (schema.type === "boolean" && required) return { "ui:widget": "radio" };
  if (schema.type === "integer" && schema.minimum === 1 && (schema.maximum ?? 0) <= STARS) return { "ui:widget": "rating" };
  if (schema.format === "date-time") return { "ui:widget": "instant" };
  if (schema.format === "date") return { "ui:widget": "day" };
  if ((schema.maxLength ?? 0) >= LONG) return { "ui:widget": "textarea" };
  if (PEOPLE.has(key)) return { "ui:widget": "person" };
  return {};
}

/** Fields that name somebody of the site. */
const PEOPLE = new Set(["person", "assignee", "employee", "taker", "acting", "supervisor", "driver"]);

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
