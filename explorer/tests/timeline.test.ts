import assert from "node:assert/strict";
import { test } from "node:test";
import { UNKNOWN } from "../src/state";
import { allPeriods, bars, ceiling, labelStep } from "../src/timeline";

test("years and months without events stand between those that have some", () => {
  assert.deepEqual(allPeriods(["2015", UNKNOWN, "2012"]), ["2012", "2013", "2014", "2015"]);
  assert.deepEqual(allPeriods(["2014-11", "2015-02"]), ["2014-11", "2014-12", "2015-01", "2015-02"]);
  assert.deepEqual(allPeriods([UNKNOWN]), []);
});

test("the unknown is a number of its own", () => {
  assert.deepEqual(bars(["2012", UNKNOWN, "2014"], [3, 7, 1]), {
    bars: [
      { value: "2012", n: 3 },
      { value: "2013", n: 0 },
      { value: "2014", n: 1 },
    ],
    unknown: 7,
  });
});

test("the scale ends on a round number at or above the largest bar", () => {
  for (const n of [1, 2, 5, 6, 9, 11, 97, 124, 255, 999, 1001, 5432]) {
    assert.ok(ceiling(n) >= n && ceiling(n) <= Math.max(n * 1.51, n + 1), String(n));
  }
});

test("labels stand on round years, never more than there is room for", () => {
  assert.deepEqual([5, 14, 15, 62, 300].map((years) => labelStep(years, 14)), [1, 1, 2, 5, 50]);
  for (const years of [1, 7, 13, 62, 400]) assert.ok(years / labelStep(years, 6) <= 6);
});
