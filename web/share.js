// Copying the link. The digest goes with it once the result is there, so that whoever opens it learns whether the
// same bits came out.

const SHOWN = 2500; // ms

/** Makes button copy address(); the answer is said on the button itself and to screen readers. */
export function shareButton(button, address) {
  const label = button.querySelector(".label");
  const resting = label.textContent;
  let timer = 0;
  label.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    let said = "Copied";
    try {
      await navigator.clipboard.writeText(address());
    } catch {
      // Embedded pages and plain http may not use the clipboard; then the link is offered for copying by hand.
      prompt("The link of this experiment:", address());
      said = resting;
    }
    label.textContent = said;
    clearTimeout(timer);
    timer = setTimeout(() => { label.textContent = resting; }, SHOWN);
  });
}
