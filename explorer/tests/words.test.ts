import assert from "node:assert/strict";
import { test } from "node:test";
// The same cases that hold the Python side.
import cases from "../../tests/publish/words.json";
import { label, lower, say } from "../src/i18n";
import { linkable } from "../src/event";
import { countWords, numberWords, placeWords, rangeWords, sumWords, valueWords } from "../src/words";
import type { NumberValue, PlaceValue } from "../src/data";

test("a range of days reads as in the Python pages", () => {
  for (const [earliest, latest, zh, en] of cases.range as [string | null, string | null, string, string][]) {
    assert.equal(rangeWords("zh", earliest, latest), zh);
    assert.equal(rangeWords("en", earliest, latest), en);
  }
});

test("a count reads as in the Python pages", () => {
  type Case = [number | null, number | null, boolean, string | null, string, string];
  for (const [low, high, approximate, unit, zh, en] of cases.count as Case[]) {
    assert.equal(countWords("zh", low, high, approximate, unit), zh);
    assert.equal(countWords("en", low, high, approximate, unit), en);
  }
});

test("a sum reads as in the Python pages", () => {
  for (const [value, zh, en] of cases.sum as unknown as [NumberValue, string, string][]) {
    assert.equal(sumWords("zh", value), zh);
    assert.equal(sumWords("en", value), en);
  }
});

test("a number carries its role, legal form and day", () => {
  const labels = {
    "harm.detained_role": {},
    legal_form: { criminal: { zh: "刑事拘留", en: "Criminal custody" } },
  };
  const value = { low: 30, high: 30, legal_form: "criminal", at: "2018-07-27" };
  assert.equal(numberWords("en", labels, "harm.detained", value), "30 people (criminal custody, 27 July 2018)");
  assert.equal(numberWords("zh", labels, "harm.detained", value), "30人（刑事拘留，2018年7月27日）");
  assert.equal(numberWords("en", labels, "harm.detained", { low: 3, high: 3, legal_form: "unknown" }), "3 people");
});

test("a place is named from the unit outwards in English and inwards in Chinese", () => {
  const place = { path_zh: ["广东省", "东莞市"], path_en: ["Guangdong", "Dongguan"] } as PlaceValue;
  assert.equal(placeWords("zh", place), "广东省东莞市");
  assert.equal(placeWords("en", place), "Dongguan, Guangdong");
});

test("a code without a name is printed as words", () => {
  assert.equal(label({}, "action", "tea_break", "en"), "Tea break");
  assert.equal(valueWords("en", {}, { field: "action", value: "sit_in", basis: "stated", coder: "rule", quote: null }), "Sit in");
});

test("a name within a sentence loses its capital, an abbreviation keeps it", () => {
  assert.equal(lower("en", "Wage arrears"), "wage arrears");
  assert.equal(lower("en", "ILO standards"), "ILO standards");
  assert.equal(lower("zh", "欠薪"), "欠薪");
});

test("one takes the singular in English", () => {
  assert.equal(say("en", "count.events", { n: 1 }), "1 event");
  assert.equal(say("en", "count.events", { n: 12345 }), "12,345 events");
  assert.equal(say("zh", "count.events", { n: 1 }), "1 起事件");
});

test("only web addresses become links", () => {
  assert.equal(linkable("https://example.org/"), true);
  for (const url of ["javascript:alert(1)", " https://x.org", "data:text/html,x", "//x.org", "", null]) {
    assert.equal(linkable(url), false);
  }
});
