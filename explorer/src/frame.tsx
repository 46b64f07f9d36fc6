import type { ComponentChildren } from "preact";
import type { Lang, Meta } from "./data";
import { say } from "./i18n";
import { format, type State } from "./state";
import { dayWords } from "./words";

const isDark = (state: State): boolean =>
  state.theme ? state.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

interface Props {
  meta: Meta;
  state: State;
  change: (state: State) => void;
  skip?: string;
  children?: ComponentChildren;
}

export function Masthead({ meta, state, change, skip }: Props) {
  const { lang } = state;
  const other: Lang = lang === "zh" ? "en" : "zh";
  const next = isDark(state) ? "light" : "dark";
  const theme = say(lang, next === "dark" ? "theme.dark" : "theme.light");
  return (
    <header class="masthead">
      {skip && (
        // The address is the state, so a jump moves the focus and leaves the # alone.
        <a
          class="skip"
          href={skip}
          onClick={(event) => {
            event.preventDefault();
            document.querySelector<HTMLElement>(skip)?.focus();
          }}
        >
          {say(lang, "skip")}
        </a>
      )}
      <div class="brand">
        <a href={"index.html" + format({ ...state, event: "" }, false)}>{meta.title[lang]}</a>
        <span>
          {say(lang, "release.line", { number: meta.number, date: dayWords(lang, meta.closed_on) })}
        </span>
      </div>
      <nav aria-label={say(lang, "nav.label")}>
        <a href="about.html">{say(lang, "nav.about")}</a>
        {meta.listed && <a href="list.html">{say(lang, "nav.list")}</a>}
        <button
          type="button"
          lang={other === "zh" ? "zh-Hans" : "en"}
          aria-label={say(lang, "language.switch.label")}
          onClick={() => change({ ...state, lang: other })}
        >
          {say(lang, "language.switch")}
        </button>
        <button
          type="button"
          aria-label={say(lang, "theme.switch", { theme })}
          title={theme}
          onClick={() => change({ ...state, theme: next })}
        >
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.4" />
            <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />
          </svg>
        </button>
      </nav>
    </header>
  );
}

export function Message({ meta, state, change, children }: Props) {
  return (
    <>
      <Masthead meta={meta} state={state} change={change} />
      <main class="message">{children}</main>
    </>
  );
}
