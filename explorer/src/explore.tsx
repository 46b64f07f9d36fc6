import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { BaseMap, Core, Meta } from "./data";
import { FacetsView, facetName, valueName } from "./facets-view";
import { index, select, sorted, type Index } from "./filter";
import { Masthead } from "./frame";
import { number, say } from "./i18n";
import { MapView, placeName } from "./map-view";
import { cleared, facetKeys, filtered, format, sorts, toggled, type Sort, type State } from "./state";
import { TimelineView } from "./timeline-view";
import { countWords, rangeWords } from "./words";

const PAGE = 60;

const iso = (day: number | null): string | null =>
  day === null ? null : new Date(day * 86_400_000).toISOString().slice(0, 10);

interface Props {
  meta: Meta;
  core: Core;
  map: BaseMap | null;
  state: State;
  change: (state: State) => void;
}

export function Explore({ meta, core, map, state, change }: Props) {
  const { lang } = state;
  const all = useMemo(() => index(core, meta.labels), [core, meta]);
  const selection = useMemo(
    () => select(all, state),
    [all, state.query, state.chosen, state.at, state.borderline],
  );
  const order = useMemo(() => sorted(all, selection.hits, state.sort), [all, selection, state.sort]);
  const most = useMemo(() => {
    const counts = new Map<string, number>();
    for (const points of all.points) for (const key of points) counts.set(key, (counts.get(key) ?? 0) + 1);
    return Math.max(1, ...counts.values());
  }, [all]);
  const [open, setOpen] = useState(false);
  const total = state.borderline ? all.borderline : all.size - all.borderline;

  return (
    <div class="explore">
      <Masthead meta={meta} state={state} change={change} skip="#events" />
      <aside class={"filters" + (open ? " open" : "")} aria-label={say(lang, "filters")}>
        <div class="search">
          <label for="search">{say(lang, "search.label")}</label>
          <input
            id="search"
            type="search"
            value={state.query}
            placeholder={say(lang, "search.hint")}
            autoComplete="off"
            spellcheck={false}
            onInput={(event) => change({ ...state, query: event.currentTarget.value })}
          />
        </div>
        <button
          type="button"
          class="toggle-filters"
          aria-expanded={open}
          aria-controls="facets"
          onClick={() => setOpen(!open)}
        >
          {say(lang, open ? "filters.close" : "filters.open")}
        </button>
        <div id="facets" class="facets-box">
          {all.borderline > 0 && (
            <div class="segmented scope" role="group" aria-label={say(lang, "field.scope")}>
              {[false, true].map((borderline) => (
                <button
                  type="button"
                  aria-pressed={state.borderline === borderline}
                  onClick={() => change({ ...state, borderline })}
                >
                  {say(lang, borderline ? "scope.borderline" : "scope.labour")}
                </button>
              ))}
            </div>
          )}
          <FacetsView lang={lang} all={all} labels={meta.labels} selection={selection} state={state} change={change} />
        </div>
      </aside>
      <div class="centre">
        <MapView
          lang={lang}
          core={core}
          map={map}
          counts={selection.atPlace}
          most={most}
          offMap={selection.offMap}
          at={state.at}
          theme={state.theme ?? ""}
          choose={(at) => change({ ...state, at })}
        />
        <TimelineView lang={lang} all={all} selection={selection} state={state} change={change} />
        <footer class="credit">
          {say(lang, "map.several")} {say(lang, "map.credit")}
        </footer>
      </div>
      <main class="results" id="events" tabIndex={-1} aria-label={say(lang, "list.label")}>
        <header>
          <h1>
            <b id="count">{say(lang, "count.events", { n: selection.hits.length })}</b>
            {selection.hits.length !== total && <span>{say(lang, "count.of", { n: total })}</span>}
          </h1>
          <label class="sort">
            <span>{say(lang, "sort.label")}</span>
            <select
              value={state.sort}
              onChange={(event) => change({ ...state, sort: event.currentTarget.value as Sort })}
            >
              {sorts.map((sort) => (
                <option value={sort}>{say(lang, `sort.${sort}`)}</option>
              ))}
            </select>
          </label>
          <Chips all={all} meta={meta} state={state} change={change} />
        </header>
        <Live text={say(lang, "count.live", { n: selection.hits.length })} />
        <EventList all={all} order={order} state={state} meta={meta} />
      </main>
    </div>
  );
}

/** Says the count to those who do not see it, once typing has stopped. */
function Live({ text }: { text: string }) {
  const [said, setSaid] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), 400);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <p class="hidden" role="status" aria-live="polite">
      {said}
    </p>
  );
}

function Chips({ all, meta, state, change }: { all: Index; meta: Meta; state: State; change: (s: State) => void }) {
  const { lang } = state;
  if (!filtered(state)) return null;
  const chip = (name: string, next: State) => (
    <li>
      <button type="button" aria-label={say(lang, "filters.remove", { name })} onClick={() => change(next)}>
        {name}
        <span aria-hidden="true">×</span>
      </button>
    </li>
  );
  return (
    <ul class="chips">
      {state.query && chip(`“${state.query}”`, { ...state, query: "" })}
      {state.at && chip(placeName(all.core, state.at, lang), { ...state, at: "" })}
      {facetKeys.flatMap((key) =>
        (state.chosen[key] ?? []).map((value) =>
          chip(
            `${facetName(key, lang)}${lang === "zh" ? "：" : ": "}${valueName(all.core, meta.labels, key, value, lang)}`,
            toggled(state, key, value),
          ),
        ),
      )}
      <li>
        <button type="button" class="link" onClick={() => change(cleared(state))}>
          {say(lang, "filters.clear")}
        </button>
      </li>
    </ul>
  );
}

function EventList({ all, order, state, meta }: { all: Index; order: number[]; state: State; meta: Meta }) {
  const [shown, setShown] = useState(PAGE);
  const first = useRef(order);
  if (first.current !== order) {
    first.current = order;
    if (shown !== PAGE) setShown(PAGE);
  }
  const { lang } = state;
  const { columns } = all.core;
  if (order.length === 0) return <p class="none">{say(lang, "count.none")}</p>;
  return (
    <>
      <ol class="event-list">
        {order.slice(0, shown).map((i) => {
          const people = columns.people[i];
          const id = columns.id[i] as string;
          const date = rangeWords(lang, iso(columns.first[i] ?? null), iso(columns.last[i] ?? null));
          return (
            <li key={id}>
              <a href={"event.html" + format({ ...state, event: id }, false)}>
                <span class="when">{date}</span>
                <bdi class="title">{columns[lang][i]}</bdi>
                <span class="facts">
                  {people && (people[0] > 1 || people[1] !== null) && (
                    <span>
                      {countWords(lang, people[0], people[1], people[2] === 1, "persons")}
                    </span>
                  )}
                  <span>{say(lang, "count.accounts", { n: columns.accounts[i] ?? 0 })}</span>
                  {columns.differs[i] === 1 && <span class="flag">{say(lang, "differs")}</span>}
                  {columns.small[i] === 1 && <span class="flag quiet">{say(lang, "coarsened")}</span>}
                </span>
              </a>
            </li>
          );
        })}
      </ol>
      {order.length > shown && (
        <button type="button" class="more-events" onClick={() => setShown(shown + PAGE)}>
          {say(lang, "list.more", { n: Math.min(PAGE, order.length - shown) })}
        </button>
      )}
      <p class="total">{number(Math.min(shown, order.length))} / {number(order.length)}</p>
      {meta.listed && <p class="total"><a href="list.html">{say(lang, "nav.list")}</a></p>}
    </>
  );
}
