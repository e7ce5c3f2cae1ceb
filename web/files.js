// Files of the finished experiment, which the engine writes as the native command does. They come in pieces, so that
// the engine hears Stop between two of them.

const LOST = "the engine stopped; please try once more";

export class Files {
  #count = 0;
  #asked = new Map(); // {pieces, resolve, reject} by number

  /** send(text) asks the engine. */
  constructor(send) {
    this.send = send;
  }

  /** A promise of a file as a Blob; origin is where it comes from, as lines. */
  ask(name, origin) {
    const id = ++this.#count;
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { pieces: [], resolve, reject });
      this.send(`${id}\n${name}\n${origin}`);
    });
  }

  /** Takes a message of the engine. */
  told({ id, done, error }, bytes) {
    const asked = this.#asked.get(id);
    if (!asked) return;
    if (bytes) asked.pieces.push(bytes);
    if (!done) return;
    this.#asked.delete(id);
    if (error) asked.reject(new Error(error));
    else asked.resolve(new Blob(asked.pieces));
  }

  /** The engine died: what was on its way will not come. */
  lost() {
    for (const { reject } of this.#asked.values()) reject(new Error(LOST));
    this.#asked.clear();
  }
}
