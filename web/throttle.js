/**
 * fn, but at most every ms: at once if that long nothing was done, else when the time is over, with the last arguments.
 * now() does at once what waits, drop() never.
 */
export function throttle(ms, fn) {
  let last = -Infinity;
  let timer = 0;
  let waiting = null;
  const now = () => {
    if (!waiting) return;
    const args = waiting;
    drop();
    last = performance.now();
    fn(...args);
  };
  const drop = () => {
    clearTimeout(timer);
    waiting = null;
  };
  const ask = (...args) => {
    const first = !waiting;
    waiting = args;
    const wait = last + ms - performance.now();
    if (wait <= 0) now();
    else if (first) timer = setTimeout(now, wait);
  };
  return Object.assign(ask, { now, drop });
}
