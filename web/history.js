// The address bar holds the canonical experiment. A changed experiment is a new entry, so that Back undoes it;
// a changed view replaces the entry, so that dragging λ does not bury the way back. In a frame nothing is a new entry:
// Back belongs to the page around it.

import { framed } from "./host.js";
import { throttle } from "./throttle.js";

const OFTEN = 350; // ms from one replacement to the next: browsers refuse more than about 100 changes in 30 s
const REST = 200; // ms without a change after which a hand rests

let query = location.search; // what stands before the "#" and is not the link's

/** The address of a fragment on this page. */
export const address = (fragment) => location.pathname + query + (fragment ? `#${fragment}` : "");
const known = (fragment) => location.hash.slice(1) === fragment && location.search === query;

/** What the address says: the link, and what stands before its "#", where keys of a link may stand by mistake. */
export const asked = () => location.search + location.hash;

/** From now on this alone stands before the "#". */
export const keep = (rest) => {
  query = rest && `?${rest}`;
};

let place = 0; // the entry that is shown: another one after every step to it

/** The entry that is shown, for who will know only later what belongs into it. */
export const here = () => place;

const replace = throttle(OFTEN, (fragment, entry) => {
  if (entry === place && !known(fragment)) history.replaceState(null, "", address(fragment));
});

/**
 * Puts the fragment into the address bar; entry is "push", or one that was here(): if it is shown no more, nothing is
 * done.
 */
export function remember(fragment, entry) {
  if (entry !== "push") return entry === place && replace(fragment, entry);
  if (framed) return replace(fragment, place);
  replace.now();
  if (known(fragment)) return;
  place++;
  history.pushState(null, "", address(fragment));
}

let resting = 0;

/** Puts fragment() into the entry that is shown, once a hand rests. */
export function rememberSoon(fragment) {
  const entry = place;
  clearTimeout(resting);
  resting = setTimeout(() => remember(fragment(), entry), REST);
}

/** Calls fn when Back, Forward or a hand-edited address brings another fragment. */
export function onTravel(fn) {
  addEventListener("popstate", () => {
    clearTimeout(resting);
    replace.drop();
    place++;
    fn();
  });
}
