// Numbers for reading. Nothing is computed here that is not shown as it was computed elsewhere.

const NONE = "–";
const minus = (text) => text.replace("-", "−");
const missing = (x) => x === null || x === undefined;

/** A loss or another small number, to two or three decimals; very small and very large ones with a power of ten. */
export function small(x) {
  if (missing(x)) return NONE;
  const size = Math.abs(x);
  if (size === 0) return "0";
  if (size < 0.0005 || size >= 1e6) {
    const [digits, exponent] = x.toExponential(size < 1 ? 0 : 1).split("e");
    return `${minus(digits)}·10${power(exponent.replace("+", ""))}`;
  }
  return minus(x.toFixed(size < 0.1 ? 3 : size < 100 ? 2 : 0));
}

/** An accuracy or a difference of accuracies, given as a fraction. */
export const percent = (x) => (missing(x) ? NONE : `${minus((100 * x).toFixed(1))} %`);

/** Seconds. */
export const seconds = (x) => (missing(x) ? NONE : `${x.toFixed(x < 10 ? 2 : 1)} s`);

/** A length before and after. */
export const change = (x) => (missing(x?.before) ? NONE : `${small(x.before)} → ${small(x.after)}`);

/** A whole number, digits in groups of three. */
export const whole = (x) => (missing(x) ? NONE : String(x).replace(/\B(?=(\d{3})+$)/g, " "));

const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };
const power = (digits) => [...digits].map((digit) => RAISED[digit]).join("");
