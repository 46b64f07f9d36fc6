import { useMemo, useRef, useState } from "preact/hooks";
import type { Lang } from "./data";
import type { Index, Selection } from "./filter";
import { number, say } from "./i18n";
import { toggled, UNKNOWN, type State } from "./state";
import { bars, ceiling, labelStep } from "./timeline";
import { dayWords } from "./words";

interface Props {
  lang: Lang;
  all: Index;
  selection: Selection;
  state: State;
  change: (state: State) => void;
}

export function TimelineView({ lang, all, selection, state, change }: Props) {
  const years = all.facets.year.values.filter((value) => value !== UNKNOWN);
  const [unit, setUnit] = useState<"year" | "month">(years.length <= 3 ? "month" : "year");
  const [focused, setFocused] = useState(0);
  const group = useRef<HTMLDivElement>(null);
  const made = useMemo(
    () => bars(all.facets[unit].values, selection.counts[unit]),
    [all, unit, selection],
  );
  const top = ceiling(Math.max(1, made.unknown, ...made.bars.map((bar) => bar.n)));
  const chosen = state.chosen[unit] ?? [];
  const name = (value: string) =>
    value === UNKNOWN
      ? say(lang, unit === "year" ? "time.unknown" : "time.unknown.month")
      : dayWords(lang, value);
  const toggle = (value: string) => change(toggled(state, unit, value));
  const tab = Math.min(focused, Math.max(0, made.bars.length - 1));

  // One stop for the Tab key; arrows move among the bars.
  const key = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, Home: -1e6, End: 1e6 };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.min(made.bars.length - 1, Math.max(0, tab + step));
    setFocused(next);
    (group.current?.children[next] as HTMLElement | undefined)?.focus();
  };

  const span = made.bars.length / (unit === "year" ? 1 : 12);
  const wide = labelStep(span, 14);
  const narrow = labelStep(span, 6);
  const mark = (value: string) => {
    if (unit === "month" && !value.endsWith("-01")) return null;
    const year = Number(value.slice(0, 4));
    if (year % wide !== 0) return null;
    return (
      <em aria-hidden="true" class={year % narrow === 0 ? undefined : "minor"}>
        {year}
      </em>
    );
  };

  return (
    <section class="timeline" aria-label={say(lang, "time.label")}>
      <header>
        <h2>{say(lang, "time.label")}</h2>
        <div class="segmented" role="group" aria-label={say(lang, "time.unit")}>
          {(["year", "month"] as const).map((each) => (
            <button type="button" aria-pressed={unit === each} onClick={() => setUnit(each)}>
              {say(lang, each === "year" ? "time.years" : "time.months")}
            </button>
          ))}
        </div>
      </header>
      <div class="plot">
        <span class="scale" aria-hidden="true">{number(top)}</span>
        <div class={`bars ${unit}`} role="group" ref={group} onKeyDown={key} aria-label={say(lang, "time.label")}>
          {made.bars.map((bar, i) => {
            const text = say(lang, "time.bar", { when: name(bar.value), n: bar.n });
            return (
              <button
                type="button"
                key={bar.value}
                class="bar"
                title={text}
                aria-label={text}
                aria-pressed={chosen.includes(bar.value)}
                tabIndex={i === tab ? 0 : -1}
                onFocus={() => setFocused(i)}
                onClick={() => toggle(bar.value)}
              >
                <i style={{ height: `${(100 * bar.n) / top}%` }} class={bar.n ? "some" : ""} />
                {mark(bar.value)}
              </button>
            );
          })}
        </div>
        <button
          type="button"
          class="bar unknown"
          aria-pressed={chosen.includes(UNKNOWN)}
          aria-label={say(lang, "time.bar", { when: name(UNKNOWN), n: made.unknown })}
          title={say(lang, "time.hint")}
          onClick={() => toggle(UNKNOWN)}
        >
          <i style={{ height: `${(100 * made.unknown) / top}%` }} class={made.unknown ? "some" : ""} />
          <em aria-hidden="true">
            {name(UNKNOWN)} {number(made.unknown)}
          </em>
        </button>
      </div>
    </section>
  );
}
