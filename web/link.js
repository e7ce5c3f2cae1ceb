// A link's fragment is a flat list of key=value joined by "&". This module only takes it apart and puts it together:
// which keys exist, what they may be and how a number is written is the engine's to say.

/** The longest fragment, in characters, that is handed to the engine. A real one has a few hundred. */
export const LONGEST = 64 * 1024;

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

/** The address of this page without query and fragment, for links that other people open. */
export function pageAddress(location) {
  return location.origin + location.pathname;
}
