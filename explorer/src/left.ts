// Where the list was left, so that the way back from an event keeps its filters. It lives as long
// as the tab does, and some browsers keep nothing at all for a page on a disk.

import { format, parse, type State } from "./state";

const NAME = "walkout-list";

export function leave(state: State): void {
  try {
    sessionStorage.setItem(NAME, format(state));
  } catch {
    // Without a memory the way back leads to the whole list.
  }
}

/** The list's last state, in the language and theme of now. */
export function leftAt(state: State): State {
  let hash = "";
  try {
    hash = sessionStorage.getItem(NAME) ?? "";
  } catch {
    // As above.
  }
  return { ...parse(hash, state.lang), lang: state.lang, theme: state.theme, event: "" };
}
