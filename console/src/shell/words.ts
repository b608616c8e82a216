/** The console's own words; everything else that is said comes from the API. */

import { COMMON } from "../words/common";
import type { ROOMS } from "../words/rooms";

export type Language = "zh-Hant" | "zh-Hans" | "en";

export const LANGUAGES: Record<Language, string> = {
  "zh-Hant": "繁體中文",
  "zh-Hans": "简体中文",
  en: "English",
};
const KEPT = "frontdesk.language";

export function language(): Language {
  const kept = localStorage.getItem(KEPT);
  if (kept && kept in LANGUAGES) return kept as Language;
  const said = navigator.language;
  if (!said.startsWith("zh")) return "en";
  return /hans|cn|sg/i.test(said) ? "zh-Hans" : "zh-Hant";
}

export function speak(chosen: Language): void {
  localStorage.setItem(KEPT, chosen);
  location.reload();
}

/** What can be said before a further room is there. */
export type SaidFirst = keyof typeof COMMON;
export type Said = SaidFirst | keyof typeof ROOMS;
type Triples = Partial<Record<Said, readonly string[]>>;
const known: Triples = { ...COMMON };

/** The words of further rooms. */
export function learn(words: Triples): void {
  Object.assign(known, words);
}

const PLACE: Record<Language, number> = { "zh-Hant": 0, "zh-Hans": 1, en: 2 };

export function say(word: Said): string {
  return known[word]![PLACE[language()]]!;
}

/** A name that the API gives in all three. */
export function inMine(names: { hant: string; hans: string; en: string }): string {
  return [names.hant, names.hans, names.en][PLACE[language()]]!;
}
