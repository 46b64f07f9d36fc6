// Dates, numbers, sums and places in words: the same as src/walkout/publish/words.py prints, both
// held to tests/publish/words.json.

import type { AccountValue, DateValue, Labels, Lang, NumberValue, PlaceValue } from "./data";
import { label, lower, number, say, sayIf } from "./i18n";

const months = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September",
  "October", "November", "December",
];

/** A day, month or year (ISO 8601) in words. */
export function dayWords(lang: Lang, iso: string): string {
  const parts = iso.split("-").map(Number);
  if (lang === "zh") return parts.map((n, i) => `${n}${"年月日".charAt(i)}`).join("");
  const names = [String(parts[0])];
  if (parts[1] !== undefined) names.unshift(months[parts[1] - 1] ?? "");
  if (parts[2] !== undefined) names.unshift(String(parts[2]));
  return names.join(" ");
}

const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** A range of days in words: a whole month as the month, a whole year as the year. */
export function rangeWords(lang: Lang, earliest: string | null, latest: string | null): string {
  if (earliest === null && latest === null) return say(lang, "unknown");
  if (earliest === null || latest === null) {
    const key = earliest === null ? "date.until" : "date.from";
    return say(lang, key, { date: dayWords(lang, latest ?? earliest ?? "") });
  }
  if (earliest === latest) return dayWords(lang, earliest);
  const [y1 = 0, m1 = 0, d1 = 0] = earliest.split("-").map(Number);
  const [y2 = 0, m2 = 0, d2 = 0] = latest.split("-").map(Number);
  const whole = d1 === 1 && d2 === lastDay(y2, m2);
  if (whole && y1 === y2 && m1 === m2) return dayWords(lang, earliest.slice(0, 7));
  if (whole && m1 === 1 && m2 === 12) {
    return (y1 === y2 ? `${y1}` : `${y1}–${y2}`) + (lang === "zh" ? "年" : "");
  }
  const cut = whole ? 7 : 10;
  const left = earliest.slice(0, cut);
  const right = latest.slice(0, cut);
  if (lang === "zh") {
    let shown = dayWords(lang, right);
    if (y1 === y2) {
      shown = shown.slice(`${y1}年`.length);
      if (m1 === m2) shown = shown.slice(`${m1}月`.length);
    }
    return `${dayWords(lang, left)}–${shown}`;
  }
  let shown = dayWords(lang, left);
  if (y1 === y2) {
    shown = shown.slice(0, -` ${y1}`.length);
    if (m1 === m2) return `${d1}–${dayWords(lang, right)}`;
  }
  return `${shown} – ${dayWords(lang, right)}`;
}

/** A range of whole numbers in words, with its unit if one is given. */
export function countWords(
  lang: Lang,
  low: number | null,
  high: number | null,
  approximate = false,
  unit: string | null = null,
): string {
  if (low === null) return say(lang, "unknown");
  // What words without a number come to.
  if (low <= 1 && high === null && unit !== null) return say(lang, "count.untold");
  let text = high === null || low === high ? number(low) : `${number(low)}–${number(high)}`;
  if (unit !== null) {
    const one = low === 1 && high === 1 ? sayIf(lang, `unit.${unit}.one`) : null;
    text = (one ?? sayIf(lang, `unit.${unit}`) ?? `{number} ${unit}`).replace("{number}", text);
  }
  if (high === null) return say(lang, "count.atleast", { n: text });
  return approximate ? say(lang, "count.about", { number: text }) : text;
}

function big(lang: Lang, n: number): string {
  const steps: [number, string][] =
    lang === "zh" ? [[1e8, "亿"], [1e4, "万"]] : [[1e9, " billion"], [1e6, " million"]];
  for (const [step, name] of steps) {
    // Only where nothing is lost: 1.2亿, not 1.234567亿.
    if (n >= step && n % (step / 100) === 0) {
      const rest = String((n % step) / (step / 100)).padStart(2, "0").replace(/0+$/, "");
      return number(Math.floor(n / step)) + (rest ? `.${rest}` : "") + name;
    }
  }
  return number(n);
}

/** A sum of money in words, with what it is per and the months of pay. */
export function sumWords(lang: Lang, value: NumberValue): string {
  const parts: string[] = [];
  if (value.low !== null) {
    const high = value.high;
    let shown = big(lang, value.low);
    if (high !== null && high !== value.low) shown = `${shown}–${big(lang, high)}`;
    const currency = value.currency ?? "";
    if (lang === "zh") shown = currency === "CNY" ? `${shown}元` : `${shown} ${currency}`.trimEnd();
    else shown = `${currency} ${shown}`.trimStart();
    if (high === null) shown = say(lang, "count.atleast", { n: shown });
    if (value.approximate) shown = say(lang, "count.about", { number: shown });
    if (value.per === "person") shown = say(lang, "amount.each", { sum: shown });
    parts.push(shown);
  }
  if (value.months !== undefined) parts.push(say(lang, "amount.months", { n: value.months }));
  return parts.join(lang === "zh" ? "，" : ", ");
}

/** A place with what it lies in: 广东省深圳市坪山区; Pingshan, Shenzhen, Guangdong. */
export function pathWords(lang: Lang, zh: readonly string[], en: readonly string[]): string {
  if (lang === "zh") return zh.join(zh.some((name) => /^[\x00-\x7f]*$/.test(name)) ? " " : "");
  return [...en].reverse().join(", ");
}

export const placeWords = (lang: Lang, place: PlaceValue): string =>
  pathWords(lang, place.path_zh, place.path_en);

function withNotes(lang: Lang, text: string, notes: (string | null)[]): string {
  const kept = notes.filter((note): note is string => !!note);
  if (kept.length === 0) return text;
  return lang === "zh" ? `${text}（${kept.join("，")}）` : `${text} (${kept.join(", ")})`;
}

/** One number with its unit, role, legal form and day. */
export function numberWords(lang: Lang, labels: Labels, field: string, value: NumberValue): string {
  const role = value.role ? lower(lang, label(labels, `${field}_role`, value.role, lang)) : null;
  if (field === "amount") return withNotes(lang, sumWords(lang, value), [role]);
  const legal = value.legal_form && value.legal_form !== "unknown" ? value.legal_form : null;
  const text = countWords(lang, value.low, value.high, value.approximate, value.unit ?? "persons");
  return withNotes(lang, text, [
    role,
    legal && lower(lang, label(labels, "legal_form", legal, lang)),
    value.at ? dayWords(lang, value.at) : null,
  ]);
}

/** An employer with its part in the work. */
export function employerWords(
  lang: Lang,
  labels: Labels,
  value: { name: string; role?: string },
): string {
  const role = value.role && value.role !== "direct" ? value.role : null;
  return withNotes(lang, value.name, [role && lower(lang, label(labels, "employer_role", role, lang))]);
}

/** One value of a field in words. */
export function valueWords(lang: Lang, labels: Labels, told: AccountValue): string {
  const { field, value } = told;
  if (typeof value === "string") return label(labels, field, value, lang);
  if (value === null || typeof value !== "object") return "";
  if (field === "date" || field === "end") {
    if ("code" in value) return sayIf(lang, `date.${String(value.code)}`) ?? String(value.code);
    const date = value as DateValue;
    return rangeWords(lang, date.earliest, date.latest);
  }
  if (field === "place") return placeWords(lang, value as PlaceValue);
  if (field === "employer") return employerWords(lang, labels, value as { name: string });
  if (field === "title" || field === "summary") {
    const texts = value as { zh?: string; en?: string };
    return texts[lang] ?? texts.zh ?? texts.en ?? "";
  }
  return numberWords(lang, labels, field, value as NumberValue);
}
