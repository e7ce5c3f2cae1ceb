// Predict, then reveal: a link with view.reveal= opens without its answer. The finding, the tables and all figures but
// the one that asks are out of sight until somebody clicks, or has made a guess. The link loses the key then: what it
// says is what is seen.

export class Reveal {
  #way = "";

  /**
   * form asks, with the guesses of the laboratory if it has some; guessed says the guess beside the answer; asking
   * tells whether a figure can be seen meanwhile; done() when the answer is wanted.
   */
  constructor(form, guessed, asking, done) {
    this.form = form;
    this.guessed = guessed;
    this.asking = asking;
    this.guesses = form.querySelector('[data-part="guesses"]:not([hidden])');
    this.button = form.querySelector("button");
    form.addEventListener("change", () => this.#ready());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const guess = this.#way === "guess" ? new FormData(form).get("guess") : null;
      this.show("");
      guessed.textContent = guess ? `You predicted: ${guess}` : "";
      guessed.hidden = !guess;
      done();
    });
  }

  /** Whether the answer is hidden. */
  get hidden() {
    return this.#way !== "";
  }

  /** Hides the answer until a "click" or a "guess", or "" shows it. */
  show(way) {
    if (way === this.#way) return;
    this.#way = way;
    const { dataset } = document.documentElement;
    if (way) dataset.hides = this.asking ? "some" : "all";
    else delete dataset.hides;
    this.form.hidden = !way;
    if (!way) return;
    this.guessed.hidden = true;
    this.form.reset();
    if (this.guesses) this.guesses.hidden = way !== "guess";
    this.#ready();
  }

  #ready() {
    const waits = this.#way === "guess" && this.guesses && !this.form.querySelector(":checked");
    this.button.disabled = waits;
    this.button.textContent = waits ? "Choose first" : "Reveal";
  }
}
