// One floating explanation for everything that has data-help: shown on hover and on focus, kept while the pointer is
// on it, closed by Escape. A finger gets it by a tap on a label that does nothing else, or by a long press on the
// control itself, which then does nothing else; there a title is shown, too, and the name of a button that has only a
// picture. What the text says is also the control's accessible description.

const GAP = 8;
const COLUMN = 48; // px from a row to the free space beside the controls
const LONG = 500; // ms of a long press
const STILL = 10; // px that a pressing finger may move

const CONTROL = "input, select, button, a, summary, [tabindex]";
// a long press there selects and pastes
const TEXT = "input:not([type=checkbox], [type=radio], [type=range]), textarea";

/** What a finger is told of target: {element, text}, or null. */
function hint(target) {
  const element = target.closest("[data-help], [title], button");
  if (!element || target.closest(TEXT)) return null;
  const seen = [...element.childNodes].some((node) =>
    node.nodeType === Node.TEXT_NODE ? node.data.trim() : node.offsetWidth > 1,
  );
  const text = element.dataset.help ?? (element.title || (seen ? "" : element.textContent.trim()));
  return text ? { element, text } : null;
}

/** Watches root for elements with data-help and shows their text in tip. */
export function tooltips(root, tip) {
  let owner = null;
  let described = null;
  let timer = 0;
  // the one last put down: {x, y, timer, was} where the text stood before, and shown if it brought one
  let finger = null;

  const place = () => {
    const box = owner.getBoundingClientRect();
    const { width, height } = tip.getBoundingClientRect();
    const edge = document.documentElement.clientWidth;
    // In the column of controls the text stands beside its row where there is room: below it would hide the next one.
    const beside = owner.closest("form") && box.right + COLUMN + width + GAP < edge;
    const left = beside ? box.right + COLUMN : Math.max(GAP, Math.min(box.left, edge - width - GAP));
    const below = box.bottom + GAP;
    const above = box.top - height - GAP;
    const under = below + height > innerHeight - GAP && above > 0 ? above : below;
    const top = beside ? Math.min(box.top, innerHeight - height - GAP) : under;
    tip.style.left = `${left}px`;
    tip.style.top = `${top}px`;
  };
  const describe = (element) => {
    described?.removeAttribute("aria-describedby");
    const control = element?.matches(CONTROL) ? element : element?.querySelector(CONTROL);
    described = control && !control.hasAttribute("aria-describedby") ? control : null;
    described?.setAttribute("aria-describedby", tip.id);
  };
  const show = (element, text = element.dataset.help) => {
    clearTimeout(timer);
    if (owner === element) return;
    owner = element;
    tip.textContent = text;
    tip.hidden = false;
    describe(element);
    place();
  };
  const hide = () => {
    clearTimeout(timer);
    owner = null;
    tip.hidden = true;
    describe(null);
  };
  const soon = (fn, ms) => {
    clearTimeout(timer);
    timer = setTimeout(fn, ms);
  };
  const helped = (target) => (target instanceof Element ? target.closest("[data-help]") : null);

  root.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const element = helped(event.target);
    if (element) soon(() => show(element), owner ? 0 : 350);
    else if (owner && event.target !== tip) soon(hide, 150);
  });
  tip.addEventListener("pointerenter", () => clearTimeout(timer));
  root.addEventListener("focusin", (event) => {
    const element = helped(event.target);
    // A click focuses too, but who clicks a control knows it: only the keyboard's focus brings the text.
    if (element && event.target.matches(":focus-visible")) show(element);
    else if (owner) hide();
  });
  root.addEventListener("focusout", hide);
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && owner) hide();
  });

  const lift = () => clearTimeout(finger?.timer);
  const press = (target) => {
    lift();
    const told = hint(target);
    if (!told) return;
    finger.shown = true;
    show(told.element, told.text);
  };
  root.addEventListener(
    "pointerdown",
    ({ target, pointerType, clientX: x, clientY: y }) => {
      lift();
      finger = pointerType === "touch" ? { x, y, was: owner, timer: setTimeout(() => press(target), LONG) } : null;
      if (finger) hide();
    },
    true,
  );
  root.addEventListener(
    "pointermove",
    ({ clientX, clientY }) => {
      if (finger && Math.hypot(clientX - finger.x, clientY - finger.y) > STILL) lift();
    },
    true,
  );
  for (const event of ["pointerup", "pointercancel"]) root.addEventListener(event, lift, true);
  // Some browsers know a long press themselves, and would select the text under it.
  root.addEventListener("contextmenu", (event) => {
    if (!finger || !hint(event.target)) return;
    event.preventDefault();
    if (!finger.shown) press(event.target);
  });
  // What browsers make of the finger that is taken away neither moves the focus nor opens a list.
  root.addEventListener("mousedown", (event) => finger?.shown && event.preventDefault(), true);
  root.addEventListener(
    "click",
    (event) => {
      if (!finger || event.detail === 0) return; // a key, or a script
      const { target } = event;
      const label = target.closest("label, .label, .term");
      const idle =
        label &&
        helped(target) &&
        !target.closest("input, select, button") &&
        !label.querySelector("[type=checkbox], [type=radio]");
      if (!finger.shown && !idle) return;
      event.preventDefault();
      event.stopPropagation();
      if (!finger.shown && finger.was !== helped(target)) press(target);
    },
    true,
  );
  addEventListener("blur", hide); // a finger is on the figures
  addEventListener("scroll", () => owner && place(), { passive: true, capture: true });
}
