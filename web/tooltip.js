// One floating explanation for everything that has data-help: shown on hover and on focus, kept while the pointer is
// on it, closed by Escape. What it says is also the element's accessible description.

const GAP = 8;
const COLUMN = 48; // px from a row to the free space beside the controls

/** Watches root for elements with data-help and shows their text in tip. */
export function tooltips(root, tip) {
  let owner = null;
  let timer = 0;

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
  const show = (element) => {
    clearTimeout(timer);
    if (owner === element) return;
    owner = element;
    tip.textContent = element.dataset.help;
    tip.hidden = false;
    place();
  };
  const hide = () => {
    clearTimeout(timer);
    owner = null;
    tip.hidden = true;
  };
  const soon = (fn, ms) => {
    clearTimeout(timer);
    timer = setTimeout(fn, ms);
  };
  const helped = (target) => (target instanceof Element ? target.closest("[data-help]") : null);

  root.addEventListener("pointerover", (event) => {
    const element = helped(event.target);
    if (element && event.pointerType !== "touch") soon(() => show(element), owner ? 0 : 350);
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
  addEventListener("scroll", () => owner && place(), { passive: true, capture: true });
}
