// Where things stand. On a wide screen the controls are a column beside the figures and come first for the keyboard;
// on a narrow one, and in an embedding page's frame, they are a panel under the figures, closed until asked for. The
// order in the document follows what is seen, so that the keyboard and screen readers meet things in the same order as
// the eye.

/** Arranges the page now and whenever the width crosses the border. */
export function arrange() {
  const sidebar = document.getElementById("experiment");
  const panel = document.getElementById("panel");
  const figures = document.getElementById("figures");
  const main = document.getElementById("main");
  const narrow = matchMedia("(max-width: 899px)");
  const place = () => {
    const below = narrow.matches || document.documentElement.dataset.embed !== undefined;
    if (below) figures.after(sidebar);
    else main.before(sidebar);
    panel.open = !below;
  };
  place();
  narrow.addEventListener("change", place);

  // On a narrow screen the form is far below: one press opens it and goes there, the next one comes back.
  document.getElementById("to-form").addEventListener("click", () => {
    const away = panel.open && panel.getBoundingClientRect().top < innerHeight / 2;
    panel.open ||= !away;
    (away ? document.getElementById("finding") : panel).scrollIntoView({ block: "start" });
    if (!away) panel.querySelector("summary").focus({ preventScroll: true });
  });

  // A fragment is an experiment here, so skip links move the focus without touching the address.
  for (const link of document.querySelectorAll("[data-skip]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      document.getElementById(link.dataset.skip).focus();
    });
  }
}

/**
 * Tells now and whenever the window changes how high the figures may be to be seen together, 0 if as high as they like.
 */
export function room(tell) {
  const figures = document.getElementById("lab");
  const measure = () => {
    // the window is then as high as what it holds
    const embedded = document.documentElement.dataset.embed !== undefined;
    tell(
      embedded
        ? 0
        : Math.max(1, innerHeight - Number.parseFloat(getComputedStyle(figures).getPropertyValue("--around"))),
    );
  };
  measure();
  addEventListener("resize", measure);
}
