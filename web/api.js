// window.onebasin: what scripts on this page, tests and embedding pages may do.

/** The events that on() knows. */
export const EVENTS = ["progress", "stage", "result", "error"];

/** A list of listeners for each event. A listener that throws does not stop the page or the other listeners. */
export class Events {
  #listeners = new Map(EVENTS.map((name) => [name, new Set()]));

  /** Calls fn at every such event; the answer takes it off again. */
  on(name, fn) {
    const listeners = this.#listeners.get(name);
    if (!listeners) throw new RangeError(`onebasin.on knows ${EVENTS.join(", ")}, not ${name}`);
    listeners.add(fn);
    return () => listeners.delete(fn);
  }

  emit(name, value) {
    for (const fn of this.#listeners.get(name)) {
      try {
        fn(value);
      } catch (error) {
        reportError(error);
      }
    }
  }
}

/**
 * The interface of the page:
 * ready      promise of {build, simd, workers, webgl}
 * run        (fragment = this link) → promise of the Result; rejected with "superseded" by a later run, with
 *            "cancelled" by cancel(), else with what went wrong
 * result     () → the Result of the link that is shown, or null until its experiment is done
 * study      (name = the one shown, method = the one shown) → promise of a study's charts as data; the page shows them
 *            and the promise is rejected with "superseded" when something else is asked
 * link       () → the address that opens this experiment and view
 * set        (fragment) → changes the keys that it names; runs if one of them changes a number. Promise of link()
 * cancel     () stops the run
 * on         (event, fn) → function that takes fn off; progress, stage, result and error hand over plain objects
 * figures    () → promise of what the canvas draws, as data
 */
export function publish(page) {
  const { ready, run, result, study, link, set, cancel, on, figures } = page;
  window.onebasin = Object.freeze({ ready, run, result, study, link, set, cancel, on, figures });
  return window.onebasin;
}
