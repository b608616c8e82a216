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
  const places = [record.content, record.asked, record.terms, record.rhythm, record, ...Object.values(view)];
  const found: Shown = {};
  for (const place of places.filter(isObject)) Object.assign(found, { ...place, ...found });
  return kept(found, definitions.schemas[op.form ?? ""] ?? {}, definitions) as Shown;
}

interface FollowUp {
  id: string;
  reached: boolean;
  satisfaction: number | null;
  words: string | null;
  criticism: string | null;
}

/** A matter of the desk, as far as forms about it name what is in it. */
interface Matter {
  reporter: { name: string };
  explanation: { content: string } | null;
  referrals: { id: string; answer: string | null }[];
  follow_ups: FollowUp[];
  improvements: { follow_up: string }[];
}

/** Whoever reported is who is asked and answered, until somebody says otherwise. */
const reporter = (key: string) => (view: Shown) => ({ [key]: (inside(view) as unknown as Matter).reporter.name });

/** What is meant where there is nothing else that may be. */
const only = (key: string, found: { id: string }[]): Shown => (found.length === 1 ? { [key]: found[0]!.id } : {});

/** Of several nobody knows which is meant; of the only one all stands that is not corrected. */
function corrected(found: FollowUp[]): Shown {
  if (found.length !== 1) return {};
  const [{ id, reached, satisfaction, words, criticism }] = found as [FollowUp];
  return { follow_up: id, reached, ...(reached && { satisfaction, words, criticism }) };
}

/** Forms that name what the record lists. */
const KNOWN: Record<string, (view: Shown) => Shown> = {
  "telling-set": ({ channels, rules }) => ({ channels: (channels as Shown[]).map(({ target: _, ...each }) => each), rules }),
  "my-telling-set": ({ mine }) => ({ language: (mine as Shown).language, choices: (mine as Shown).choices }),
  "ticket-correct": (view) => corrected((inside(view) as unknown as Matter).follow_ups),
  "ticket-answer": reporter("told"),
  "ticket-close": (view) => ({ result: (inside(view) as unknown as Matter).explanation?.content }),
  "ticket-follow-up": reporter("called"),
  "ticket-visit": reporter("called"),
  "ticket-hear": (view) => {
    const { referrals } = inside(view) as unknown as Matter;
    return only("referral", referrals.filter((each) => each.answer === null));
  },
  "ticket-improve": (view) => {
    const { follow_ups, improvements } = inside(view) as unknown as Matter;
    const answered = new Set(improvements.map((each) => each.follow_up));
    return only("follow_up", follow_ups.filter((each) => each.criticism !== null && !answered.has(each.id)));
  },
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
