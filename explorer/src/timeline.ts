// The bars of the histogram: one for every period of the record, empty ones too, and the unknown.

import { UNKNOWN } from "./state";

export interface Bar {
  /** Year, month (2014-04), or UNKNOWN. */
  value: string;
  n: number;
}

/** Every period from the first to the last that any event has. */
export function allPeriods(values: readonly string[]): string[] {
  const known = values.filter((value) => value !== UNKNOWN).sort();
  const first = known[0];
  const last = known[known.length - 1];
  if (first === undefined || last === undefined) return [];
  const out: string[] = [];
  if (first.length === 4) {
    for (let year = Number(first); year <= Number(last); year++) out.push(String(year));
    return out;
  }
  let [year = 0, month = 1] = first.split("-").map(Number);
  for (let guard = 0; guard < 6000; guard++) {
    const value = `${year}-${String(month).padStart(2, "0")}`;
    out.push(value);
    if (value === last) break;
    if (++month > 12) {
      month = 1;
      year++;
    }
  }
  return out;
}

/** Bars with their counts, in the order of time, the unknown apart. */
export function bars(
  values: readonly string[],
  counts: readonly number[],
): { bars: Bar[]; unknown: number } {
  const by = new Map(values.map((value, i) => [value, counts[i] ?? 0]));
  return {
    bars: allPeriods(values).map((value) => ({ value, n: by.get(value) ?? 0 })),
    unknown: by.get(UNKNOWN) ?? 0,
  };
}

/** A round number at or above the largest bar, for the one line of the scale. */
export function ceiling(most: number): number {
  if (most <= 5) return Math.max(1, most);
  const step = 10 ** Math.floor(Math.log10(most));
  for (const f of [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]) if (f * step >= most) return f * step;
  return most;
}

/** Every how many years a label stands, so that no more than `most` do: on round years. */
export function labelStep(years: number, most: number): number {
  return [1, 2, 5, 10, 20, 50, 100].find((step) => years / step <= most) ?? 200;
}
