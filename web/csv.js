// Tables as RFC 4180 writes them: cells split by commas, in quotes where they hold a comma, a quote or a line's end.

/** The rows of a text one after the other, each a list of cells: a long table is read only as far as it is shown. */
export function* rows(text) {
  let row = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    if (end === "" && row.length === 0 && !quoted && !plain) return; // after the last line's end
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    yield row;
    row = [];
    if (end === "") return;
  }
}

/** How many rows follow the first line, for a text in which no cell holds a line's end. */
export const following = (text) => Math.max(0, text.trimEnd().split("\n").length - 1);
