// Which events are meant by a state, and how many by each further choice.

import type { Cell, Core, Labels, PlaceRow } from "./data";
import { facetKeys, UNKNOWN, type FacetKey, type Sort, type State } from "./state";

const DAY = 86_400_000;

/** The calendar year and month that a range of days lies in, null where it spans several. */
export function periods(
  first: number | null,
  last: number | null,
): { year: string | null; month: string | null } {
  if (first === null || last === null) return { year: null, month: null };
  const a = new Date(first * DAY).toISOString();
  const b = new Date(last * DAY).toISOString();
  return {
    year: a.slice(0, 4) === b.slice(0, 4) ? a.slice(0, 4) : null,
    month: a.slice(0, 7) === b.slice(0, 7) ? a.slice(0, 7) : null,
  };
}

/** The key of a place on the map: its code without the year of validity, or its names. */
export function placeKey(place: PlaceRow): string {
  return place[0] ? place[0].replace(/@.*/, "") : place[3].join("/") || place[2].join("/");
}

/** The key of the province or country that a place lies in. */
export function topKey(place: PlaceRow): string {
  return place[3][0] ?? place[2][0] ?? UNKNOWN;
}

export interface Facet {
  key: FacetKey;
  /** Values in the order of their numbers; UNKNOWN is one of them. */
  values: string[];
  /** For each event the numbers of its values, never none. */
  rows: (number | number[])[];
}

export interface Index {
  core: Core;
  size: number;
  facets: Record<FacetKey, Facet>;
  /** For each event the keys of its places that have a point. */
  points: string[][];
  words: string[];
  borderline: number;
}

export const list = (cell: Cell): readonly number[] =>
  cell === null ? [] : typeof cell === "number" ? [cell] : cell;

class Builder {
  readonly values: string[] = [];
  private readonly numbers = new Map<string, number>();
  readonly rows: (number | number[])[] = [];

  add(values: readonly string[]): void {
    const unique = [...new Set(values.length ? values : [UNKNOWN])];
    const row = unique.map((value) => {
      let n = this.numbers.get(value);
      if (n === undefined) {
        n = this.values.push(value) - 1;
        this.numbers.set(value, n);
      }
      return n;
    });
    this.rows.push(row.length === 1 ? (row[0] as number) : row);
  }
}

/** Prepares the columns of a release for filtering. */
export function index(core: Core, labels: Labels): Index {
  const size = core.columns.id.length;
  const facets = {} as Record<FacetKey, Facet>;
  const builders = { year: new Builder(), month: new Builder(), top: new Builder() };
  const points: string[][] = [];
  const words: string[] = [];
  for (let i = 0; i < size; i++) {
    const period = periods(core.columns.first[i] ?? null, core.columns.last[i] ?? null);
    builders.year.add(period.year === null ? [] : [period.year]);
    builders.month.add(period.month === null ? [] : [period.month]);
    const places = list(core.columns.place[i] ?? null).map((n) => core.places[n] as PlaceRow);
    builders.top.add(places.map(topKey));
    points.push([...new Set(places.filter((place) => place[4] !== null).map(placeKey))]);
    const parts = [core.columns.id[i], core.columns.zh[i], core.columns.en[i], core.columns.employer[i]];
    for (const place of places) parts.push(...place[2], ...place[3]);
    for (const [field, column] of Object.entries(core.codes)) {
      for (const n of list(column.rows[i] ?? null)) {
        const code = column.codes[n] as string;
        const names = labels[field]?.[code];
        parts.push(code, names?.zh ?? "", names?.en ?? "");
      }
    }
    words.push(parts.join("\n").toLowerCase());
  }
  for (const key of facetKeys) {
    if (key === "year" || key === "month" || key === "top") {
      facets[key] = { key, values: builders[key].values, rows: builders[key].rows };
      continue;
    }
    const column = core.codes[key] ?? { codes: [], rows: [] };
    const builder = new Builder();
    for (let i = 0; i < size; i++) {
      builder.add(list(column.rows[i] ?? null).map((n) => column.codes[n] as string));
    }
    facets[key] = { key, values: builder.values, rows: builder.rows };
  }
  let borderline = 0;
  for (const each of core.columns.borderline) borderline += each;
  return { core, size, facets, points, words, borderline };
}

export interface Selection {
  /** Numbers of the events that fit, unsorted. */
  hits: number[];
  /** For each facet and value, how many events fit when only this facet's choice were that value. */
  counts: Record<FacetKey, number[]>;
  /** Events without a point among those that fit all but the choice of a place on the map. */
  offMap: number;
  /** For each place with a point, how many events fit all but the choice of a place on the map. */
  atPlace: Map<string, number>;
}

const hasAny = (row: number | number[], allowed: readonly boolean[]): boolean =>
  typeof row === "number" ? allowed[row] === true : row.some((n) => allowed[n] === true);

/** Returns the events that a state means, and the counts of every further choice. */
export function select(all: Index, state: State): Selection {
  const chosen = facetKeys
    .map((key) => {
      const facet = all.facets[key];
      const values = new Set(state.chosen[key] ?? []);
      return { key, values, rows: facet.rows, allowed: facet.values.map((v) => values.has(v)) };
    })
    .filter((each) => each.values.size > 0);
  const counts = {} as Record<FacetKey, number[]>;
  for (const key of facetKeys) counts[key] = new Array<number>(all.facets[key].values.length).fill(0);
  const terms = state.query.toLowerCase().split(/\s+/).filter(Boolean);
  const hits: number[] = [];
  const atPlace = new Map<string, number>();
  let offMap = 0;

  const count = (key: FacetKey, row: number | number[] | undefined): void => {
    const target = counts[key];
    if (typeof row === "number") target[row] = (target[row] ?? 0) + 1;
    else if (row) for (const n of row) target[n] = (target[n] ?? 0) + 1;
  };

  for (let i = 0; i < all.size; i++) {
    if ((all.core.columns.borderline[i] === 1) !== state.borderline) continue;
    const words = all.words[i] as string;
    if (!terms.every((term) => words.includes(term))) continue;
    const points = all.points[i] as string[];
    const here =
      state.at === "" || (state.at === "none" ? points.length === 0 : points.includes(state.at));
    let failed: FacetKey | null = null;
    let fails = 0;
    for (const each of chosen) {
      if (!hasAny(each.rows[i] as number | number[], each.allowed)) {
        failed = each.key;
        if (++fails > 1) break;
      }
    }
    if (fails === 0) {
      if (points.length === 0) offMap++;
      for (const key of points) atPlace.set(key, (atPlace.get(key) ?? 0) + 1);
    }
    if (!here) continue;
    if (fails === 0) {
      hits.push(i);
      for (const key of facetKeys) count(key, all.facets[key].rows[i]);
    } else if (fails === 1 && failed !== null) {
      count(failed, all.facets[failed].rows[i]);
    }
  }
  return { hits, counts, offMap, atPlace };
}

/** Returns events in an order; what is unknown stands last, and equals keep the order of time. */
export function sorted(all: Index, hits: readonly number[], sort: Sort): number[] {
  const { first, last, people, accounts } = all.core.columns;
  const value = (i: number): number | null => {
    if (sort === "oldest") return first[i] ?? null;
    if (sort === "newest") return first[i] == null ? null : -(last[i] ?? first[i] ?? 0);
    if (sort === "accounts") return -(accounts[i] ?? 0);
    const many = people[i];
    return many ? -(many[1] ?? many[0]) : null;
  };
  return [...hits].sort((a, b) => {
    const x = value(a);
    const y = value(b);
    if (x === y) return a - b;
    if (x === null) return 1;
    if (y === null) return -1;
    return x - y;
  });
}
