// A newcomer's words at hand: each word of the glossary that a sentence of the page has can be pointed at, and what the
// figures, which are a picture, have of them stands in a line under them. The sentences are glossary.js's.

import { element } from "./dom.js";
import { finder, told, WORDS } from "./glossary.js";

const OPAQUE = "a, button, select, input, textarea, .term, [data-help], dt, kbd, svg";
const WAIT = 120; // ms of quiet before a text that changed is read

const term = (entry, text) => element("span", { className: "term word", tabIndex: 0, "data-help": told(entry) }, text);

export class Words {
  #find;
  #timer = 0;

  /**
   * lab is the laboratory's name; sentences are elements whose words are explained whenever they change, lists are <dl>
   * that name words by data-words; line is filled with the words of figures, which shown() names: {figures, text}.
   */
  constructor(lab, { sentences, lists, line, shown }) {
    this.#find = finder(lab);
    this.line = line;
    this.shown = shown;
    for (const list of lists) this.#define(list);
    const watch = new MutationObserver(() => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        for (const sentence of sentences) this.explain(sentence);
        this.follow();
        watch.takeRecords(); // what was just done
      }, WAIT);
    });
    for (const sentence of sentences) {
      this.explain(sentence);
      watch.observe(sentence, { childList: true, characterData: true, subtree: true });
    }
    this.follow();
  }

  /** Marks the first place of every word in an element's text. */
  explain(root) {
    const seen = new Set([...root.querySelectorAll(".word")].map(({ dataset }) => dataset.help));
    const nodes = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (nodes.nextNode()) if (!nodes.currentNode.parentElement.closest(OPAQUE)) texts.push(nodes.currentNode);
    for (const node of texts) {
      const parts = [];
      let from = 0;
      for (const match of node.data.matchAll(this.#find.all)) {
        const entry = this.#find.of(match);
        if (!entry || seen.has(told(entry))) continue;
        seen.add(told(entry));
        parts.push(node.data.slice(from, match.index), term(entry, match[0]));
        from = match.index + match[0].length;
      }
      if (parts.length) node.replaceWith(...parts, node.data.slice(from));
    }
  }

  /** Lists the words of the figures that are shown. */
  follow() {
    const { figures, text } = this.shown();
    const drawn = this.#find.words.filter((entry) => entry.figures.some((name) => figures.includes(name)));
    const said = [...text.matchAll(this.#find.all)].map((match) => this.#find.of(match));
    const words = [...new Set([...drawn, ...said])].filter(Boolean);
    const names = words.map((entry) => entry.term).join();
    if (this.line.dataset.names === names) return;
    this.line.dataset.names = names;
    this.line.hidden = words.length === 0;
    this.line.replaceChildren(
      element("span", {}, "Words in the figures: "),
      ...words.flatMap((entry, i) => [...(i ? [" · "] : []), term(entry, entry.term)]),
      " · ",
      element("a", { href: "glossary.html", target: "_blank", rel: "noopener" }, "all words"),
    );
  }

  #define(list) {
    const names = list.dataset.words.split(",");
    list.replaceChildren(
      ...names.map((name) => {
        const entry = WORDS.find(({ term: own }) => own === name);
        return definition(entry);
      }),
    );
  }
}

/** A word with its sentence and its source. */
export function definition({ term: name, says, source }) {
  const link = source ? [" (", element("a", { href: source[1] }, source[0]), ")"] : [];
  return element(
    "div",
    {},
    element("dt", {}, name[0].toUpperCase() + name.slice(1)),
    element("dd", {}, says.replace(/\.$/, ""), ...link, "."),
  );
}
