import assert from "node:assert/strict";
import { test } from "node:test";
import type { Cell, Core, PlaceRow } from "../src/data";
import { shardOf } from "../src/data";
import { index, periods, placeKey, select, sorted } from "../src/filter";
import { empty, UNKNOWN, type State } from "../src/state";

const day = (iso: string): number => Date.parse(iso + "T00:00:00Z") / 86_400_000;

const places: PlaceRow[] = [
  ["cn:441900@2018", "prefecture", ["广东省", "东莞市"], ["Guangdong", "Dongguan"], 23, 113.7, "prefecture"],
  ["cn:441900@2014", "prefecture", ["广东省", "东莞市"], ["Guangdong", "Dongguan"], 23, 113.7, "prefecture"],
  ["cn:320583@2018", "county", ["江苏省", "苏州市", "昆山市"], ["Jiangsu", "Suzhou", "Kunshan"], 31.4, 121, "county"],
  ["cn:620000@2018", "province", ["甘肃省"], ["Gansu"], null, null, "province"],
];

interface Row {
  first?: string;
  last?: string;
  place?: Cell;
  action?: string[];
  people?: [number, number | null, 0 | 1];
  borderline?: 1;
  employer?: string;
}

function core(rows: Row[]): Core {
  const codes: string[] = [];
  const cell = (values: string[] = []): Cell => {
    const numbers = values.map((v) => (codes.includes(v) ? codes.indexOf(v) : codes.push(v) - 1));
    return numbers.length === 0 ? null : numbers.length === 1 ? (numbers[0] as number) : numbers;
  };
  const actions = rows.map((row) => cell(row.action));
  return {
    places,
    codes: { action: { codes, rows: actions } },
    columns: {
      id: rows.map((_, i) => `event${i}`),
      zh: rows.map((_, i) => `事件${i}`),
      en: rows.map((_, i) => `Event ${i}`),
      first: rows.map((row) => (row.first ? day(row.first) : null)),
      last: rows.map((row) => (row.first ? day(row.last ?? row.first) : null)),
      place: rows.map((row) => row.place ?? null),
      employer: rows.map((row) => row.employer ?? ""),
      people: rows.map((row) => row.people ?? null),
      accounts: rows.map((_, i) => i + 1),
      differs: rows.map(() => 0),
      small: rows.map(() => 0),
      borderline: rows.map((row) => row.borderline ?? 0),
    },
  };
}

const world = index(
  core([
    { first: "2014-04-14", place: 0, action: ["strike"], people: [2500, 2500, 0] },
    { first: "2014-12-31", last: "2015-01-01", place: 1, action: ["strike", "march"] },
    { first: "2015-03-01", last: "2015-03-31", place: 2, people: [40, null, 0], employer: "Lotus <b>" },
    { place: 3, action: ["march"] },
    { first: "2015-05-05", place: [0, 2], action: ["sit_in"], people: [10, 60, 1] },
    { first: "2014-04-15", place: 0, action: ["strike"], borderline: 1 },
  ]),
  { action: { strike: { zh: "罢工", en: "Strike" } } },
);

const state = (changes: Partial<State>): State => ({ ...empty("en"), ...changes });
const hits = (changes: Partial<State>): number[] => select(world, state(changes)).hits;
const counts = (changes: Partial<State>, key: "year" | "action" | "top"): Record<string, number> => {
  const found = select(world, state(changes)).counts[key];
  return Object.fromEntries(world.facets[key].values.map((v, i) => [v, found[i] ?? 0]));
};

test("an event lies in a year or month only when all of its range does", () => {
  assert.deepEqual(periods(day("2014-12-31"), day("2015-01-01")), { year: null, month: null });
  assert.deepEqual(periods(day("2015-03-01"), day("2015-03-31")), { year: "2015", month: "2015-03" });
  assert.deepEqual(periods(null, day("2015-01-01")), { year: null, month: null });
  assert.deepEqual(periods(day("1969-12-31"), day("1969-12-31")), { year: "1969", month: "1969-12" });
});

test("borderline events are never counted with the others", () => {
  assert.deepEqual(hits({}), [0, 1, 2, 3, 4]);
  assert.deepEqual(hits({ borderline: true }), [5]);
  assert.equal(world.borderline, 1);
});

test("values of one facet add up, facets narrow each other", () => {
  assert.deepEqual(hits({ chosen: { action: ["strike", "sit_in"] } }), [0, 1, 4]);
  assert.deepEqual(hits({ chosen: { action: ["strike", "sit_in"], year: ["2014"] } }), [0]);
  assert.deepEqual(hits({ chosen: { year: [UNKNOWN] } }), [1, 3]);
  assert.deepEqual(hits({ chosen: { action: ["no_such_code"] } }), []);
});

test("a count says how many there would be with that value alone", () => {
  assert.deepEqual(counts({}, "action"), { strike: 2, march: 2, [UNKNOWN]: 1, sit_in: 1 });
  assert.deepEqual(counts({ chosen: { action: ["sit_in"] } }, "action"), {
    strike: 2, march: 2, [UNKNOWN]: 1, sit_in: 1,
  });
  assert.deepEqual(counts({ chosen: { year: ["2015"] } }, "action"), {
    strike: 0, march: 0, [UNKNOWN]: 1, sit_in: 1,
  });
});

test("every count is the number of hits after that choice", () => {
  const base = { chosen: { top: ["Guangdong", "Jiangsu"] } };
  for (const key of ["year", "action"] as const) {
    for (const [value, n] of Object.entries(counts(base, key))) {
      assert.equal(hits({ chosen: { ...base.chosen, [key]: [value] } }).length, n, `${key} ${value}`);
    }
  }
});

test("words are found in titles, places, employers and codes of both languages", () => {
  assert.deepEqual(hits({ query: "东莞" }), [0, 1, 4]);
  assert.deepEqual(hits({ query: "KUNSHAN lotus" }), [2]);
  assert.deepEqual(hits({ query: "罢工" }), [0, 1]);
  assert.deepEqual(hits({ query: "<b>" }), [2]);
  assert.deepEqual(hits({ query: "(" }), []);
});

test("one place is one mark in all years of its code, and an event counts at each place once", () => {
  assert.equal(placeKey(places[0] as PlaceRow), placeKey(places[1] as PlaceRow));
  const found = select(world, state({}));
  assert.deepEqual([...found.atPlace], [["cn:441900", 3], ["cn:320583", 2]]);
  assert.equal(found.offMap, 1);
  assert.deepEqual(hits({ at: "cn:320583" }), [2, 4]);
  assert.deepEqual(hits({ at: "none" }), [3]);
  assert.equal(select(world, state({ at: "none" })).atPlace.get("cn:441900"), 3);
});

test("sorting puts what is unknown last", () => {
  const all = [0, 1, 2, 3, 4];
  assert.deepEqual(sorted(world, all, "oldest"), [0, 1, 2, 4, 3]);
  assert.deepEqual(sorted(world, all, "newest"), [4, 2, 1, 0, 3]);
  assert.deepEqual(sorted(world, all, "people"), [0, 4, 2, 1, 3]);
  assert.deepEqual(sorted(world, all, "accounts"), [4, 3, 2, 1, 0]);
});

test("an event stands in the shard that the release put it in", () => {
  // Pinned on the Python side too (test_site.py): both must name the same file.
  assert.deepEqual(["0a1b2c3d", "zzzzzzzz", "工"].map((id) => shardOf(id, 1000)), [441, 693, 80]);
});
