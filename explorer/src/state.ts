// What is chosen, and its one form in the address: everything after the #.

import type { Lang } from "./data";

export const facetKeys = [
  "year", "month", "top", "kind", "action", "demand", "cause", "response", "outcome", "industry",
  "actor", "ownership",
] as const;
export type FacetKey = (typeof facetKeys)[number];

export const sorts = ["newest", "oldest", "people", "accounts"] as const;
export type Sort = (typeof sorts)[number];

export type Theme = "dark" | "light" | null;

export interface State {
  lang: Lang;
  /** null follows the system. */
  theme: Theme;
  /** Event shown on the event page; empty on the other. */
  event: string;
  query: string;
  chosen: Partial<Record<FacetKey, readonly string[]>>;
  /** Key of one place; "none" for events without a point on the map. */
  at: string;
  /** Borderline events are never counted with the others. */
  borderline: boolean;
  sort: Sort;
}

/** The id of the category of events for which nobody says anything. */
export const UNKNOWN = "unknown~";

export function empty(lang: Lang): State {
  return {
    lang, theme: null, event: "", query: "", chosen: {}, at: "", borderline: false, sort: "newest",
  };
}

const eventId = /^[0-9A-Za-z_-]{1,64}$/;

/** Reads a state out of an address; what makes no sense is left out. */
export function parse(hash: string, systemLang: Lang): State {
  const state = empty(systemLang);
  const text = hash.replace(/^#/, "");
  const cut = text.indexOf("&");
  const head = cut < 0 ? text : text.slice(0, cut);
  if (!head.includes("=") && eventId.test(head)) state.event = head;
  const found = new URLSearchParams(text);
  const lang = found.get("lang");
  if (lang === "zh" || lang === "en") state.lang = lang;
  const theme = found.get("theme");
  if (theme === "dark" || theme === "light") state.theme = theme;
  state.query = (found.get("q") ?? "").slice(0, 200);
  state.at = found.get("at") ?? "";
  state.borderline = found.get("scope") === "borderline";
  const sort = found.get("sort");
  state.sort = sorts.find((each) => each === sort) ?? "newest";
  for (const key of facetKeys) {
    const values = found.getAll(key).filter(Boolean);
    if (values.length) state.chosen[key] = [...new Set(values)].sort();
  }
  return state;
}

/** Writes a state as an address; what is as usual is left out, so that one choice has one address. */
export function format(state: State, keepFilters = true): string {
  const out = new URLSearchParams();
  out.set("lang", state.lang);
  if (state.theme) out.set("theme", state.theme);
  if (keepFilters) {
    if (state.query) out.set("q", state.query);
    for (const key of facetKeys) {
      for (const value of [...(state.chosen[key] ?? [])].sort()) out.append(key, value);
    }
    if (state.at) out.set("at", state.at);
    if (state.borderline) out.set("scope", "borderline");
    if (state.sort !== "newest") out.set("sort", state.sort);
  }
  return "#" + (state.event ? state.event + "&" : "") + out.toString();
}

/** Chooses or leaves out one value of a facet. */
export function toggled(state: State, key: FacetKey, value: string): State {
  const before = state.chosen[key] ?? [];
  const after = before.includes(value)
    ? before.filter((each) => each !== value)
    : [...before, value].sort();
  return { ...state, chosen: { ...state.chosen, [key]: after } };
}

/** The same language and theme with nothing filtered. */
export function cleared(state: State): State {
  return { ...state, query: "", chosen: {}, at: "" };
}

export function filtered(state: State): boolean {
  return (
    state.query !== "" || state.at !== "" || facetKeys.some((key) => (state.chosen[key] ?? []).length > 0)
  );
}
