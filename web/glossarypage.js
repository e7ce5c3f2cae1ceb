// The page of all words, in the order of the alphabet.

import { WORDS } from "./glossary.js";
import { definition } from "./words.js";

const letters = ({ term }) => term.replace(/^[^\p{L}]+/u, "");
document
  .getElementById("words")
  .append(...[...WORDS].sort((a, b) => letters(a).localeCompare(letters(b), "en")).map(definition));
