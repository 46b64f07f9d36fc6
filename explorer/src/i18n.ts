// Messages, by the one catalogue that the Python side prints from too.

import zh from "../../src/walkout/publish/messages/zh-Hans.json";
import en from "../../src/walkout/publish/messages/en.json";
import type { Labels, Lang } from "./data";

const catalogue: Record<Lang, Record<string, string>> = { zh, en };

export const tags: Record<Lang, string> = { zh: "zh-Hans", en: "en" };

export type Key = keyof typeof zh;

const grouped = new Intl.NumberFormat("en-US");

/** A whole number with its thousands parted, the same in both languages. */
export const number = (n: number): string => grouped.format(n);

/** A message with its {names} filled in; English takes `key.one` for n = 1 where there is one. */
export function say(lang: Lang, key: Key, values: Record<string, string | number> = {}): string {
  const messages = catalogue[lang];
  const one = `${key}.one`;
  let text = (values["n"] === 1 ? messages[one] : undefined) ?? messages[key] ?? key;
  for (const [name, value] of Object.entries(values)) {
    text = text.split(`{${name}}`).join(typeof value === "number" ? number(value) : value);
  }
  return text;
}

/** A message whose key is put together from a code; null when there is none. */
export function sayIf(lang: Lang, key: string): string | null {
  return catalogue[lang][key] ?? null;
}

/** The name of a code; a code without a name as words. */
export function label(labels: Labels, field: string, code: string, lang: Lang): string {
  const name = labels[field]?.[code]?.[lang];
  if (name) return name;
  const words = code.replace(/_/g, " ").replace(/\./g, ": ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A name as it stands within a sentence. */
export function lower(lang: Lang, name: string): string {
  if (lang !== "en" || /^.\p{Lu}/u.test(name)) return name;
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** The name of a field. */
export function fieldName(labels: Labels, field: string, lang: Lang): string {
  if (field.startsWith("harm.")) return label(labels, "harm", field.slice(5), lang);
  return sayIf(lang, `field.${field}`) ?? label(labels, "field", field, lang);
}
