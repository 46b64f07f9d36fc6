import assert from "node:assert/strict";
import { test } from "node:test";
import { cleared, empty, filtered, format, parse, toggled } from "../src/state";

test("a state survives the way through the address", () => {
  const state = {
    ...empty("zh"),
    theme: "dark" as const,
    query: "东莞 & #=?",
    chosen: { year: ["2014", "2015"], response: ["police.detention"], top: ["Guangdong"] },
    at: "cn:441900",
    borderline: true,
    sort: "people" as const,
  };
  assert.deepEqual(parse(format(state), "en"), state);
});

test("one choice has one address, whatever the order it was made in", () => {
  const a = toggled(toggled(empty("en"), "action", "strike"), "action", "march");
  const b = toggled(toggled(empty("en"), "action", "march"), "action", "strike");
  assert.equal(format(a), format(b));
  assert.equal(format(empty("en")), "#lang=en");
});

test("an event's address is its id, with the language after it", () => {
  const state = { ...empty("en"), event: "0a1b2c3d", query: "x" };
  assert.equal(format(state, false), "#0a1b2c3d&lang=en");
  assert.equal(parse("#0a1b2c3d", "zh").event, "0a1b2c3d");
  assert.equal(parse("#0a1b2c3d&lang=en", "zh").lang, "en");
});

test("what makes no sense in an address is left out", () => {
  const state = parse("#lang=xx&theme=pink&sort=worst&scope=1&year=&action=strike&action=strike", "en");
  assert.deepEqual(state, { ...empty("en"), chosen: { action: ["strike"] } });
  assert.equal(parse("#../../x&lang=en", "zh").event, "");
  assert.equal(parse("#<img onerror=alert(1)>", "zh").event, "");
  assert.equal(parse("#%E0%A4%A", "zh").lang, "zh");
});

test("choosing twice leaves out, and clearing keeps language and theme", () => {
  const once = toggled({ ...empty("zh"), theme: "dark" }, "action", "strike");
  assert.equal(filtered(once), true);
  assert.equal(filtered(toggled(once, "action", "strike")), false);
  assert.deepEqual(cleared(once), { ...empty("zh"), theme: "dark" });
});
