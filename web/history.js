// The address bar holds the canonical experiment. A changed experiment is a new entry, so that Back undoes it;
// a changed view replaces the entry, so that dragging λ does not bury the way back. In a frame nothing is a new entry:
// Back belongs to the page around it.

import { framed } from "./host.js";

/** Puts the fragment into the address bar; entry is "push" or "replace". */
export function remember(fragment, entry) {
  const url = location.pathname + location.search + (fragment ? `#${fragment}` : "");
  if (location.hash.slice(1) === fragment) return;
  if (entry === "push" && !framed) history.pushState(null, "", url);
  else history.replaceState(null, "", url);
}

let waiting = 0;

/** As remember(fragment, "replace"), at most every 200 ms: browsers refuse more than about 100 changes in 30 s. */
export function rememberSoon(fragment) {
  clearTimeout(waiting);
  waiting = setTimeout(() => remember(fragment(), "replace"), 200);
}

/** Calls fn(fragment) when Back, Forward or a hand-edited address brings another fragment. */
export function onTravel(fn) {
  addEventListener("popstate", () => {
    clearTimeout(waiting);
    fn(location.hash.slice(1));
  });
}
