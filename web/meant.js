// What somebody means who types numbers as people do, where that is beyond doubt: a decimal comma, a whole number with
// an exponent, a list joined by other characters. Links are not read so: one in which a character changed on its way
// must not become another experiment.

const WHOLE = /^[+]?\d+([.]\d*)?(e[+]?\d+)?$/i;

// A comma that may as well part thousands, as in 1,000, stays.
const point = (text) => {
  const [, before, after] = text.match(/^([+-]?\d*),(\d+)$/) ?? [];
  return after === undefined || (after.length === 3 && !/^[+-]?0?$/.test(before)) ? text : `${before || "0"}.${after}`;
};

const whole = (text) => (WHOLE.test(text) && Number.isSafeInteger(Number(text)) ? String(Number(text)) : text);

const list = (text, parted, join) => {
  const items = text.split(parted).filter(Boolean);
  return items.length ? items.map(whole).join(join) : text;
};

const KINDS = {
  int: whole,
  number: point,
  widths: (text) => list(text, /[,;–x×*/\s-]+/, "-"),
  steps: (text) => list(text, /[,;\s]+/, ","),
  seeds: (text) => list(text, /[,;\s]+/, ","),
  // With another character between them, commas are decimal.
  values: (text) =>
    /[;\s]/.test(text)
      ? text
          .split(/[;\s]+/)
          .map((item) => point(item.replace(/,$/, "")))
          .join(",")
      : text,
};

/** A typed text as a link writes a value of that kind; as it is, where that is not plain. */
export function meant(kind, typed) {
  const text = typed.trim();
  return KINDS[kind]?.(text) ?? text;
}
