// A link's fragment is a flat list of key=value joined by "&". This module only takes it apart and puts it together:
// which keys exist, what they may be, how a number is written and what becomes of a link that was changed on its way is
// the engine's to say.

/** The longest link, in characters, of which the engine reads anything. A real one has a few hundred. */
export const LONGEST = 16 * 1024;

const OVER = "\x1f"; // as the engine's lead has it

/** A link as the engine is asked to read it: what it does not name is taken from the others, which were made here. */
export const over = (link, ...others) => [String(link).replaceAll(OVER, ""), ...others].join(OVER);

/** The fragment without "#", as an ordered Map from key to raw value; pieces without "=" get an empty value. */
export function split(fragment) {
  const pairs = new Map();
  for (const piece of fragment.replace(/^#/, "").split("&")) {
    if (piece === "") continue;
    const at = piece.indexOf("=");
    if (at < 0) pairs.set(piece, "");
    else pairs.set(piece.slice(0, at), piece.slice(at + 1));
  }
  return pairs;
}

/** The inverse of split. */
export function join(...maps) {
  return maps.flatMap((pairs) => [...pairs].map(([key, value]) => `${key}=${value}`)).join("&");
}

/** Whether a key only changes what is looked at. */
export const isView = (key) => key.startsWith("view.");

/** The part of the pairs that changes a number: neither view keys nor the digest. */
export function experimentOf(pairs) {
  return new Map([...pairs].filter(([key]) => !isView(key) && key !== "digest"));
}

/** The part of the pairs that only changes what is looked at. */
export function viewOf(pairs) {
  return new Map([...pairs].filter(([key]) => isView(key)));
}

// Whether a value may be what a row of the schema takes, as far as what is drawn for it is bounded.
function plausible({ kind, options, minItems, maxItems }, value) {
  const items = value.split(kind === "widths" ? "-" : ",", (maxItems ?? 1) + 1);
  const known = (name) => options.some((option) => option.name === name);
  switch (kind) {
    case "choice":
      return known(value);
    case "choices":
      return items.length <= maxItems && items.every(known);
    case "text":
      return false;
    default:
      return items.length >= (minItems ?? 0) && items.length <= (maxItems ?? 1) && value.length < 200;
  }
}

/** What of a link can be shown before the engine has read it: the keys of a schema with values that may be theirs. */
export function preview(link, schema) {
  const pairs = link.length > LONGEST ? new Map() : split(link);
  return new Map(
    schema
      .filter((item) => pairs.has(item.key) && plausible(item, pairs.get(item.key)))
      .map(({ key }) => [key, pairs.get(key)]),
  );
}

/**
 * What a view key holds after a change that a chart offers. ~2 takes 2 into the list that it held, or out of it;
 * ~1,2,3~2 exchanges the second of the list with the next, where an empty one stands for 1,2,3. Anything else is what
 * the key holds now. So what is done to a chart that has yet to follow adds to what was done before.
 */
export function changed(held, change) {
  const [value, named, place] = change.split("~");
  if (named === undefined) return value;
  const list = (held || (place ? named : "")).split(",").filter(Boolean);
  if (!place) {
    const without = list.filter((one) => one !== named);
    return (without.length < list.length ? without : [...list, named].sort((a, b) => a - b)).join();
  }
  const at = Number(place);
  [list[at - 1], list[at]] = [list[at], list[at - 1]];
  return list.join() === named ? "" : list.join();
}

/** The address of this page without query and fragment, for links that other people open. */
export function pageAddress(location) {
  return location.origin + location.pathname;
}
