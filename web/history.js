// The address bar holds the canonical experiment. A changed experiment is a new entry, so that Back undoes it;
// a changed view replaces the entry, so that dragging λ does not bury the way back. In a frame nothing is a new entry:
// Back belongs to the page around it.

import { framed } from "./host.js";
import { seldom } from "./seldom.js";

const OFTEN = 350; // ms from one replacement to the next: browsers refuse more than about 100 changes in 30 s
const REST = 200; // ms without a change after which a hand rests

const address = (fragment) => location.pathname + location.search + (fragment ? `#${fragment}` : "");
const known = (fragment) => location.hash.slice(1) === fragment;

const replace = seldom(OFTEN, (fragment) => {
  if (!known(fragment)) history.replaceState(null, "", address(fragment));
});

/** Puts the fragment into the address bar; entry is "push" or "replace". */
export function remember(fragment, entry) {
  if (entry !== "push" || framed) return replace(fragment);
  replace.now();
  if (!known(fragment)) history.pushState(null, "", address(fragment));
}

let resting = 0;

/** As remember(fragment(), "replace"), once a hand rests. */
export function rememberSoon(fragment) {
  clearTimeout(resting);
  resting = setTimeout(() => remember(fragment(), "replace"), REST);
}

/** Calls fn(fragment) when Back, Forward or a hand-edited address brings another fragment. */
export function onTravel(fn) {
  addEventListener("popstate", () => {
    clearTimeout(resting);
    replace.drop();
    fn(location.hash.slice(1));
  });
}
