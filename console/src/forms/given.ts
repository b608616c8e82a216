/** What a form begins with: what is known already of what it asks. Pure. */
import type { RJSFSchema } from "@rjsf/utils";
import { referred, type Definitions, type Known, type Operation } from "../api/definitions";
import { inside, isObject, type Shown } from "../records/reading";
import { present } from "./schema";

/** Commands that put what is written in the place of what stands. */
const REWRITES = new Set(["change", "edit", "plan", "resubmit"]);

/** What stands in a view of what a form asks, if the form rewrites it. */
export function given(op: Operation, view: Shown, { definitions }: Known): Shown {
  const named = KNOWN[op.name];
  if (named) return named(view);
  if (!REWRITES.has(op.path.split("/").at(-1)!)) return {};
  const record = inside(view);
  const places = [record.content, record.asked, record.terms, record, ...Object.values(view)];
  const found: Shown = {};
  for (const place of places.filter(isObject)) Object.assign(found, { ...place, ...found });
  return kept(found, definitions.schemas[op.form ?? ""] ?? {}, definitions) as Shown;
}

/** Forms that name what the record lists. */
const KNOWN: Record<string, (view: Shown) => Shown> = {
  "stay-check-in": (view) => {
    const stay = inside(view) as { asked: { guests: { guest: string }[] }; present: { guest: string }[] };
    const come = new Set(stay.present.map((each) => each.guest));
    const coming = stay.asked.guests.filter((each) => !come.has(each.guest));
    return { guests: coming.map(({ guest }) => ({ guest })) };
  },
  "stay-check-out": (view) => {
    const stay = inside(view) as { present: { guest: string; left_at: string | null }[] };
    return { guests: stay.present.filter((each) => !each.left_at).map(({ guest }) => ({ guest })) };
  },
};

/** Of a value what a schema has a place for. */
function kept(value: unknown, asked: RJSFSchema, definitions: Definitions): unknown {
  const schema = present(asked);
  const of = referred(definitions, schema) ?? schema;
  if (Array.isArray(value)) {
    return value.map((each) => kept(each, (of.items ?? {}) as RJSFSchema, definitions));
  }
  if (!isObject(value) || !of.properties) return value ?? undefined;
  const entries = Object.entries(of.properties)
    .filter(([key]) => value[key] !== undefined && value[key] !== null)
    .map(([key, each]) => [key, kept(value[key], each as RJSFSchema, definitions)]);
  return Object.fromEntries(entries);
}
