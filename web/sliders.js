// A finger that scrolls the page may begin on a slider. Browsers move its thumb to the finger at once and scroll
// afterwards; here nothing moves until it is known what is meant: a tap, a drag along, a scroll, or a long press, which
// asks for help.

const ALONG = 6; // px along the slider that are a drag
const LONG = 500; // ms of a long press

/** Watches every slider in root, which lies flat and has touch-action: pan-y. */
export function sliders(root) {
  let held = null; // {slider, before, wanted, x, at} of a finger that has not decided

  const settle = (value) => {
    const { slider, before } = held;
    held = null;
    if (value === before) return;
    slider.value = value;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  };
  root.addEventListener(
    "pointerdown",
    ({ target, pointerType, clientX, timeStamp }) => {
      const slides = pointerType === "touch" && target.matches("input[type=range]");
      held = slides ? { slider: target, before: target.value, wanted: target.value, x: clientX, at: timeStamp } : null;
    },
    true,
  );
  root.addEventListener(
    "input",
    (event) => {
      if (event.target !== held?.slider) return;
      event.stopImmediatePropagation();
      held.wanted = held.slider.value;
      held.slider.value = held.before;
    },
    true,
  );
  root.addEventListener(
    "pointermove",
    ({ clientX }) => {
      if (held && Math.abs(clientX - held.x) > ALONG) settle(held.wanted);
    },
    true,
  );
  root.addEventListener(
    "pointerup",
    ({ timeStamp }) => held && settle(timeStamp - held.at < LONG ? held.wanted : held.before),
    true,
  );
  root.addEventListener(
    "pointercancel",
    () => {
      held = null;
    },
    true,
  ); // the page scrolls
}
