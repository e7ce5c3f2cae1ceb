// Files that a person brought: for the session, and where they ask for it in the browser's own storage. They never
// leave it. A page that opens anew, on another laboratory, has them from the one before: they lie in the storage for
// the moment between, marked as this tab's.

const STORE = "files";
const MOMENT = 60000; // ms after which what lies there for a page that never came is thrown away
const TAB = "one-basin-tab";

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
      const transaction = db.transaction(STORE, mode);
      const done = new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = () => reject(transaction.error);
      });
      const [result] = await Promise.all([settled(what(transaction.objectStore(STORE))), done]);
      return result;
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
  #taken = this.#take().catch(() => {}); // until what the page before left for this one is here

  add(entry) {
    this.#files.set(entry.short, entry);
  }

  /** The files of those names in a link; null if one of them is not here. */
  async find(shorts) {
    await this.#taken;
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
  async kept() {
    const entries = await stored("readonly", (store) => store.getAll(), []);
    return entries.filter(({ tab }) => !tab);
  }

  keep(shorts) {
    return Promise.all(shorts.map((short) => stored("readwrite", (store) => store.put(this.#files.get(short)))));
  }

  remove(short) {
    return stored("readwrite", (store) => store.delete(short), null);
  }

  /** Leaves the session's files for the page that this tab opens next; what cannot be stored is asked for there. */
  async leave() {
    await this.#taken;
    const kept = new Set((await this.kept()).map(({ short }) => short));
    const tab = (sessionStorage[TAB] ??= String(Math.random()));
    const since = Date.now();
    for (const entry of this.#files.values())
      if (!kept.has(entry.short)) await stored("readwrite", (store) => store.put({ ...entry, tab, since }));
  }

  async #take() {
    const entries = (await stored("readonly", (store) => store.getAll(), [])).filter(({ tab }) => tab);
    const now = Date.now();
    for (const { tab, since, ...entry } of entries) {
      const mine = tab === sessionStorage[TAB];
      if (mine) this.add(entry);
      if (mine || now - since > MOMENT) await this.remove(entry.short);
    }
  }
}
