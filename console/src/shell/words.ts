/** The console's own words; everything else that is said comes from the API. */

import { APPROVING } from "../words/approving";
import { BEDS } from "../words/beds";
import { CARS } from "../words/cars";
import { CLAIMS } from "../words/claims";
import { COMMON } from "../words/common";
import { DESK } from "../words/desk";
import { FAMILY } from "../words/family";
import { GATE } from "../words/gate";
import { PRINTING } from "../words/printing";
import { RECEPTION } from "../words/reception";
import { SELF } from "../words/self";
import { SETTLING } from "../words/settling";

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

const WORDS = { ...APPROVING, ...BEDS, ...CARS, ...CLAIMS, ...COMMON, ...DESK, ...FAMILY, ...GATE, ...PRINTING, ...RECEPTION, ...SELF, ...SETTLING };

export type Said = keyof typeof WORDS;
const PLACE: Record<Language, number> = { "zh-Hant": 0, "zh-Hans": 1, en: 2 };

export function say(word: Said): string {
  return WORDS[word][PLACE[language()]]!;
}

/** A name that the API gives in all three. */
export function inMine(names: { hant: string; hans: string; en: string }): string {
  return [names.hant, names.hans, names.en][PLACE[language()]]!;
}
