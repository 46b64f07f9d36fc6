import { useState } from "preact/hooks";
import type { Core, Labels, Lang } from "./data";
import type { Index, Selection } from "./filter";
import { label, number, say } from "./i18n";
import { toggled, UNKNOWN, type FacetKey, type State } from "./state";

/** Facets that stand in the column, in order; the first ones are open. */
const shown: [FacetKey, boolean][] = [
  ["top", true],
  ["year", true],
  ["action", true],
  ["demand", true],
  ["response", false],
  ["outcome", false],
  ["industry", false],
  ["kind", false],
  ["cause", false],
  ["actor", false],
  ["ownership", false],
];

const FEW = 7;

/** The name of a facet's value. */
export function valueName(core: Core, labels: Labels, key: FacetKey, value: string, lang: Lang): string {
  if (value === UNKNOWN) {
    return say(lang, key === "year" ? "time.unknown" : key === "month" ? "time.unknown.month" : "unknown.category");
  }
  if (key === "year" || key === "month") return value;
  if (key === "top") {
    const place = core.places.find((each) => (each[3][0] ?? each[2][0]) === value);
    return (lang === "zh" ? place?.[2][0] : place?.[3][0]) ?? value;
  }
  return label(labels, key, value, lang);
}

export const facetName = (key: FacetKey, lang: Lang): string =>
  say(lang, key === "top" ? "field.place" : `field.${key}`);

interface Props {
  lang: Lang;
  all: Index;
  labels: Labels;
  selection: Selection;
  state: State;
  change: (state: State) => void;
}

export function FacetsView(props: Props) {
  return (
    <div class="facets">
      {shown.map(([key, open]) => (
        <FacetView {...props} key={key} facet={key} open={open} />
      ))}
    </div>
  );
}

function FacetView({ lang, all, labels, selection, state, change, facet, open }: Props & { facet: FacetKey; open: boolean }) {
  const [whole, setWhole] = useState(false);
  const column = all.facets[facet];
  const chosen = state.chosen[facet] ?? [];
  const counts = selection.counts[facet];
  const options = column.values
    .map((value, i) => ({ value, n: counts[i] ?? 0 }))
    .sort((a, b) => {
      // The unknown stands last, whatever its number: it is no kind of its own.
      if ((a.value === UNKNOWN) !== (b.value === UNKNOWN)) return a.value === UNKNOWN ? 1 : -1;
      if (facet === "year") return a.value < b.value ? 1 : -1;
      return b.n - a.n || (a.value < b.value ? -1 : 1);
    });
  if (options.length === 0 || (options.length === 1 && options[0]?.value === UNKNOWN)) return null;
  const known = options.filter((option) => option.value !== UNKNOWN);
  const unknown = options.filter((option) => option.value === UNKNOWN);
  const listed = whole
    ? known
    : known.filter((option, i) => i < FEW || chosen.includes(option.value));
  const most = Math.max(1, ...options.map((option) => option.n));
  const name = facetName(facet, lang);
  return (
    <details class="facet" open={open || chosen.length > 0}>
      <summary>
        <span>{name}</span>
        {chosen.length > 0 && (
          <b aria-label={say(lang, "filters.options", { field: name, n: chosen.length })}>{chosen.length}</b>
        )}
      </summary>
      <fieldset>
        <legend class="hidden">{name}</legend>
        <ul>
          {[...listed, ...unknown].map(({ value, n }) => (
            <li key={value} class={value === UNKNOWN ? "unknown" : undefined}>
              <label class={n === 0 ? "none" : undefined}>
                <input
                  type="checkbox"
                  checked={chosen.includes(value)}
                  onChange={() => change(toggled(state, facet, value))}
                  data-facet={facet}
                  value={value}
                />
                <span class="name">{valueName(all.core, labels, facet, value, lang)}</span>
                <span class="bar-box" aria-hidden="true">
                  <i style={{ width: `${(100 * n) / most}%` }} />
                </span>
                <span class="n">{number(n)}</span>
              </label>
            </li>
          ))}
        </ul>
        {known.length > FEW && (
          <button type="button" class="link more" aria-expanded={whole} onClick={() => setWhole(!whole)}>
            {whole ? say(lang, "filters.fewer") : say(lang, "filters.more", { n: known.length - listed.length })}
          </button>
        )}
      </fieldset>
    </details>
  );
}
