// The colour of a matcher, the same in figures, tables and toggle: B's own line without renumbering, π(B)'s what is
// shown, a hue of its own any other.

/** The class that colours a mark of method, of all methods, none first, where one is shown. */
export function inkOf(method, methods, shown) {
  if (method === "none") return "b";
  return method === shown ? "p" : `hue h${methods.indexOf(method)}`;
}
