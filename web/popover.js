// What opens under a button: a menu or a small form. The browser's own popovers close on Escape and on a click beside
// them and give the focus back; what is added here is their place on the screen.

const GAP = 6;
const EDGE = 8; // px that stay free at the edges of the screen

/** Makes box open under button, right edges in line; on.opened() is called each time before it is seen. */
export function popover(button, box, on = {}) {
  const items = () =>
    [...box.querySelectorAll("button:enabled, a[href], input, select, textarea")].filter((item) => item.offsetParent);
  box.popover = "auto";
  button.popoverTargetElement = box;
  button.setAttribute("aria-expanded", "false");
  const place = () => {
    const from = button.getBoundingClientRect();
    const { width, height } = box.getBoundingClientRect();
    const right = document.documentElement.clientWidth - width - EDGE;
    const below = from.bottom + GAP;
    const fits = below + height <= innerHeight - EDGE || from.top - GAP - height < EDGE;
    box.style.left = `${Math.max(EDGE, Math.min(right, from.right - width))}px`;
    const top = fits ? Math.max(EDGE, Math.min(below, innerHeight - height - EDGE)) : from.top - GAP - height;
    box.style.top = `${top}px`;
  };
  box.addEventListener("beforetoggle", ({ newState }) => newState === "open" && on.opened?.());
  box.addEventListener("toggle", ({ newState }) => {
    const open = newState === "open";
    button.setAttribute("aria-expanded", String(open));
    if (open) {
      place();
      if (button.matches(":focus-visible")) items()[0]?.focus(); // opened by the keyboard
      addEventListener("scroll", place, { passive: true, capture: true });
      addEventListener("resize", place);
    } else {
      removeEventListener("scroll", place, { capture: true });
      removeEventListener("resize", place);
    }
  });
  box.addEventListener("keydown", (event) => {
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!way || event.target.matches("input, select, textarea")) return;
    const all = items();
    all.at((all.indexOf(document.activeElement) + way) % all.length)?.focus();
    event.preventDefault();
  });
}

/** A button of a menu that closes it and then acts. */
export function closing(box, button, act) {
  button.addEventListener("click", () => {
    box.hidePopover();
    act();
  });
  return button;
}
