// Files that a person brought: for the session, and where they ask for it in the browser's own storage. They never
// leave it.

const STORE = "files";

const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

// Runs what(store) on the browser's storage; where there is none, as in some private windows, the answer is otherwise.
async function stored(mode, what, otherwise) {
  try {
    const opening = indexedDB.open("one-basin", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: "short" });
    const db = await settled(opening);
    try {
      return await settled(what(db.transaction(STORE, mode).objectStore(STORE)));
    } finally {
      db.close();
    }
  } catch (error) {
    if (otherwise === undefined) throw error;
    return otherwise;
  }
}

export class Shelf {
  #files = new Map(); // {name, size, sha256, short, models, file} by short

  add(entry) {
    this.#files.set(entry.short, entry);
  }

  /** The files of those names in a link; null if one of them is not here. */
  async find(shorts) {
    const found = [];
    for (const short of shorts) {
      const entry = this.#files.get(short) ?? (await stored("readonly", (store) => store.get(short), null));
      if (!entry) return null;
      this.add(entry);
      found.push(entry);
    }
    return found;
  }

  has(short) {
    return this.#files.has(short);
  }

  /** Those that the browser keeps. */
  kept() {
    return stored("readonly", (store) => store.getAll(), []);
  }

  keep(shorts) {
    return Promise.all(shorts.map((short) => stored("readwrite", (store) => store.put(this.#files.get(short)))));
  }

  remove(short) {
    return stored("readwrite", (store) => store.delete(short), null);
  }
}
