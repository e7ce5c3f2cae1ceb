// Tables as RFC 4180 writes them: cells split by commas, in quotes where they hold a comma, a quote or a line's end.

/** The rows of a text, each a list of cells. */
export function rows(text) {
  const table = [];
  let row = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    if (end === "" && row.length === 0 && !quoted && !plain) break; // after the last line's end
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    table.push(row);
    row = [];
    if (end === "") break;
  }
  return table;
}
