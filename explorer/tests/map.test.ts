import assert from "node:assert/strict";
import { test } from "node:test";
import type { PlaceRow } from "../src/data";
import {
  bestExtent, hit, kept, markScale, marks, placed, precision, projection, radius, unzoomed, zoomed,
} from "../src/map";

const row = (code: string, lat: number | null, lon: number | null): PlaceRow => [
  code, "county", ["某"], [code], lat, lon, "county",
];

test("less precise is larger, more events are larger, and area grows with the number", () => {
  assert.ok(radius(1, 100, "province", 1) > radius(1, 100, "prefecture", 1));
  assert.ok(radius(1, 100, "prefecture", 1) > radius(1, 100, "county", 1));
  const grown = (n: number) => radius(n, 100, "county", 1) - 3;
  assert.ok(Math.abs(grown(100) / grown(25) - 2) < 1e-9);
});

test("marks shrink where they are many or the room is small, and grow back on a nearer look", () => {
  assert.equal(markScale(10, 800, 1), 1);
  assert.ok(markScale(10, 390, 1) < 1);
  assert.ok(markScale(900, 800, 1) < markScale(200, 800, 1));
  assert.ok(markScale(900, 800, 8) > markScale(900, 800, 1));
});

test("what is finer than a county is drawn as a county is", () => {
  const at = (level: PlaceRow[6], code = "cn:1"): PlaceRow => [code, level, [], [], 1, 1, level];
  const fine = (["site", "street", "town", "county"] as const).map((level) => precision(at(level)));
  assert.deepEqual(fine, Array(4).fill("county"));
  assert.equal(precision(at("province")), "province");
  assert.equal(precision(at("country", "iso:HK")), "prefecture");
});

test("the map opens on China when most places lie there", () => {
  assert.equal(bestExtent([row("cn:1", 1, 1), row("iso:US-CA", 1, 1)]), "china");
  assert.equal(bestExtent([row("gn:1", 1, 1), row("iso:US-CA", 1, 1), row("cn:1", 1, 1)]), "world");
  assert.equal(bestExtent([row("gn:1", null, null)]), "china");
});

test("places in China lie on the canvas, north above south and west left of east", () => {
  for (const extent of ["china", "world"] as const) {
    const project = projection(extent, 800, 600);
    const harbin = project([126.6, 45.8]);
    const sanya = project([109.5, 18.3]);
    const urumqi = project([87.6, 43.8]);
    assert.ok(harbin && sanya && urumqi);
    assert.ok(harbin[1] < sanya[1] && urumqi[0] < harbin[0]);
    for (const [x, y] of [harbin, sanya, urumqi]) assert.ok(x > 0 && x < 800 && y > 0 && y < 600);
  }
});

test("a mark is hit where it is drawn, the smaller one first", () => {
  const project = projection("china", 800, 600);
  const made = marks(
    [row("cn:1", 23, 113.7), row("cn:2", 23, 113.7), row("cn:3", null, null), row("cn:4", 40, 100)],
    new Map([["cn:1", 50], ["cn:2", 1], ["cn:3", 9]]),
  );
  assert.deepEqual(made.map((mark) => mark.key), ["cn:1", "cn:2"]);
  const drawn = placed(made, project, unzoomed, 50, 800);
  const at = drawn[0];
  assert.ok(at);
  assert.equal(hit(drawn, at.x, at.y)?.mark.key, "cn:2");
  assert.equal(hit(drawn, at.x + 15, at.y)?.mark.key, "cn:1");
  assert.equal(hit(drawn, at.x + 300, at.y), null);
});

test("zooming keeps the point under the hand, and the map in sight", () => {
  const zoom = zoomed(unzoomed, 2, [300, 200], [800, 600]);
  assert.deepEqual([(300 - zoom.x) / zoom.k, (200 - zoom.y) / zoom.k], [300, 200]);
  assert.equal(zoomed(unzoomed, 0.5, [0, 0], [800, 600]).k, 1);
  assert.equal(zoomed(unzoomed, 1e9, [0, 0], [800, 600]).k, 40);
  const far = kept({ k: 1, x: 9999, y: -9999 }, [800, 600]);
  assert.ok(far.x < 800 && far.y > -600);
});
