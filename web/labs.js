// The laboratories of this site. Each is a program of its own, which is fetched when a link names it; to go to another
// one is to open the page anew.

import { LABS } from "./build.js";
import { framed } from "./host.js";
import { split } from "./link.js";

/** The laboratory that an address names, the first if it names none. */
export function laboratory({ hash, search }) {
  const named = split(hash).get("lab") ?? new URLSearchParams(search).get("lab");
  return LABS.find(({ name }) => name === named) ?? LABS[0];
}

/** Opens the page on a fragment of another laboratory; entry is "push" where Back leads here. */
export function visit(fragment, entry) {
  const address = `${location.pathname}${location.search}#${fragment}`;
  if (entry === "push" && !framed) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
  location.reload();
}
