// Asks the reader of files. Each question has a worker of its own, which takes its memory with it when it is answered,
// and a file that breaks the reader breaks nothing else.

import { BUILD } from "../build.js";

let program = null; // compiled once

async function compiled() {
  const response = await fetch(new URL(`../reader.wasm?b=${BUILD}`, import.meta.url));
  if (!response.ok) throw new Error(`the reader of files could not be loaded (${response.status})`);
  return WebAssembly.compile(await response.arrayBuffer());
}

/**
 * Gives the reader files, Blobs with names, then asks it, and returns what it says of each file and its answer;
 * parcel(bytes) takes what is for the engine.
 */
async function ask(files, question, answer, parcel = () => {}) {
  program ??= compiled();
  try {
    await program;
  } catch (error) {
    program = null; // the network may be back at the next try
    throw error;
  }
  const worker = new Worker(new URL("readerworker.js", import.meta.url), { type: "module", name: "One Basin reader" });
  try {
    const read = [];
    const told = new Promise((resolve, reject) => {
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error("this file is more than the browser can hold"));
      };
      worker.onmessage = ({ data: { t, s, b } }) => {
        if (t === "parcel") return parcel(b);
        const message = JSON.parse(s);
        if (t === "file" && read.push(message) < files.length) return;
        if (t === "file" && question) return worker.postMessage(question);
        if (t === answer && message.error) reject(new Error(message.error));
        else if (t === answer || !question) resolve(message);
      };
    });
    told.catch(() => {});
    worker.postMessage({ program: await program });
    for (const { name, file } of files) {
      const b = await file.arrayBuffer().catch(() => {
        throw new Error(`${name} cannot be read any more; bring it once more`);
      });
      worker.postMessage({ t: "file", s: name, b }, [b]);
    }
    return { read, said: await told };
  } finally {
    worker.terminate();
  }
}

/** Which file it is: {name, sha256, short, size, models, error}, error saying why it can be none of ours. */
export const identify = async (name, file) => (await ask([{ name, file }])).read[0];

/** What is in files; label is the column of labels, 0 for the one that is found. */
export const look = async (models, files, label = 0) => {
  const question = { t: "look", s: JSON.stringify({ models, label, files: files.map(({ short }) => short) }) };
  return (await ask(files, question, "looked")).said;
};

/** Makes of files what an experiment wants and hands it on. */
export const answer = (want, files, parcel) => ask(files, { t: "answer", s: JSON.stringify(want) }, "answered", parcel);
