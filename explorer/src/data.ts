// The data files of a release: scripts that hand over base64 gzip, since a page on a disk may
// load scripts and nothing else.

export type Lang = "zh" | "en";
export type Pair = { zh: string; en: string };
export type Labels = Record<string, Record<string, Pair>>;

export interface Meta {
  number: number;
  closed_on: string;
  title: Pair;
  shards: number;
  listed: boolean;
  merged: Record<string, string>;
  labels: Labels;
  counts: { events: number; accounts: number };
}

export type PlaceLevel = "country" | "province" | "prefecture" | "county" | "town" | "street" | "site";

/** Code, level, names down to the unit in zh and en, latitude, longitude, level of the point. */
export type PlaceRow = [string, PlaceLevel, string[], string[], number | null, number | null, PlaceLevel];

/** No code, one, or several: numbers of a column's own list. */
export type Cell = null | number | number[];

export interface Core {
  places: PlaceRow[];
  codes: Record<string, { codes: string[]; rows: Cell[] }>;
  columns: {
    id: string[];
    zh: string[];
    en: string[];
    first: (number | null)[];
    last: (number | null)[];
    place: Cell[];
    employer: string[];
    people: (null | [number, number | null, 0 | 1])[];
    accounts: number[];
    differs: (0 | 1)[];
    small: (0 | 1)[];
    borderline: (0 | 1)[];
  };
}

export interface BaseMap {
  land: number[][][];
  borders: number[][];
  provinces: number[][];
}

export interface DateValue {
  earliest: string | null;
  latest: string | null;
  precision: string;
  basis: string;
}

export interface NumberValue {
  low: number | null;
  high: number | null;
  approximate?: boolean;
  unit?: string;
  role?: string;
  at?: string;
  legal_form?: string;
  currency?: string;
  per?: string;
  months?: number;
}

export interface PlaceValue {
  code: string | null;
  level: PlaceLevel;
  name_zh: string;
  name_en: string;
  path_zh: string[];
  path_en: string[];
  lat: number | null;
  lon: number | null;
  precision: PlaceLevel;
  check: string;
}

export interface Said<V> {
  value: V;
  accounts: number[];
}

export interface Range<V> {
  differs: boolean;
  apart: boolean;
  said: Said<V>[];
}

export type DateRange = DateValue & Range<DateValue | { code: string }>;
export type NumberRange = NumberValue & Range<NumberValue>;

export interface AccountValue {
  field: string;
  value: unknown;
  basis: string;
  coder: string;
  quote: string | null;
}

export interface Account {
  number: number;
  published: string | null;
  language: string;
  coders: string[];
  url: string | null;
  values: AccountValue[];
}

export interface EventData {
  id: string;
  title: { zh: string; en: string; by: "human" | "machine" };
  summary?: { zh?: string; en?: string };
  coarsened: boolean;
  differing: string[];
  start: DateRange | null;
  end: DateRange | null;
  places: { differs: boolean; apart: boolean; shown: PlaceValue[]; said: Said<PlaceValue>[] } | null;
  employers: { differs: boolean; said: Said<{ name: string; role?: string }>[] };
  participants: NumberRange[];
  duration: NumberRange[];
  amounts: NumberRange[];
  harm: Record<string, NumberRange>;
  codes: Record<string, { told: number; differs: boolean; said: Said<string>[] }>;
  accounts: Account[];
}

export type Shard = Record<string, EventData>;

async function inflated(base64: string): Promise<unknown> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

const arrived = new Map<string, string>();
const waiting = new Map<string, (base64: string) => void>();

declare global {
  interface Window {
    walkoutData: (name: string, base64: string) => void;
  }
}

/** Puts the function in place that data files call. */
export function receive(): void {
  window.walkoutData = (name, base64) => {
    const waiter = waiting.get(name);
    if (waiter) waiter(base64);
    else arrived.set(name, base64);
  };
}

/** Returns a data file's value once its script has run; rejects when it cannot be loaded. */
export function load<T>(name: string, path?: string): Promise<T> {
  return new Promise<string>((resolve, reject) => {
    const there = arrived.get(name);
    if (there !== undefined) {
      arrived.delete(name);
      resolve(there);
      return;
    }
    waiting.set(name, resolve);
    if (path !== undefined) {
      const script = document.createElement("script");
      script.src = path;
      script.onerror = () => reject(new Error(name));
      document.head.append(script);
    } else {
      window.addEventListener("load", () => {
        if (!arrived.has(name)) setTimeout(() => reject(new Error(name)), 50);
      });
    }
  }).then((base64) => inflated(base64) as Promise<T>);
}

/** The number of the shard that an event stands in (FNV-1a of its id). */
export function shardOf(id: string, shards: number): number {
  let state = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(id)) {
    state = Math.imul(state ^ byte, 0x01000193) >>> 0;
  }
  return state % shards;
}
