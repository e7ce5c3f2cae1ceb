// The laboratories of this site. Each is a program of its own, which is fetched when a link names it; to go to another
// one is to open the page anew.

import { BUILD, LABS } from "./build.js";
import { element } from "./dom.js";
import { address } from "./history.js";
import { framed } from "./host.js";
import { join, split } from "./link.js";

/**
 * The laboratory that an address names, the first if it names none: {name, title, help, figures, own}, the figures of
 * its first page, {name, label, what, asks} each, and whether its tables (own) and its hand on the machine (hand) are
 * modules in its folder.
 */
export function laboratory({ hash, search }) {
  const named = split(hash).get("lab") ?? new URLSearchParams(search).get("lab");
  const lab = LABS.find(({ name }) => name === named) ?? LABS[0];
  return {
    ...lab,
    figures: lab.figures.map(({ name, title, help, asks }) => ({ name, label: title, what: help, asks })),
  };
}

/** What shows the results of a laboratory as tables. */
export const tablesOf = async ({ name, own }) => (await import(own ? `./${name}/tables.js` : "./tables.js")).Tables;

/** What a person moves to see another answer of a laboratory; usual is what most have. */
export const handOf = async ({ name, hand }, usual) => (hand ? (await import(`./${name}/hand.js`)).Hand : usual);

/** Shows of the page what is about this laboratory, and the way to the others: go(name) takes it. */
export function enter(lab, nav, go) {
  document.documentElement.dataset.lab = lab.name;
  for (const part of document.querySelectorAll("[data-of]")) part.hidden = part.dataset.of !== lab.name;
  nav.hidden = LABS.length < 2;
  nav.append(
    ...LABS.map(({ name, title, help }) => {
      const link = element("a", { href: `#lab=${name}`, "data-help": help }, title);
      if (name === lab.name) link.setAttribute("aria-current", "page");
      link.addEventListener("click", (event) => {
        event.preventDefault();
        if (name !== lab.name) go(name);
      });
      return link;
    }),
  );
}

/** The fragment by which another laboratory opens on what both have of an experiment that differs from its defaults. */
export async function shared(name, experiment, defaults) {
  const response = await fetch(`schema-${name}.json?b=${BUILD}`);
  const keys = response.ok ? (await response.json()).map(({ key }) => key) : [];
  const kept = [...experiment].filter(
    ([key, value]) => key !== "lab" && keys.includes(key) && value !== defaults.get(key),
  );
  return join(new Map([["lab", name], ...kept]));
}

/** Opens the page on a fragment of another laboratory; entry is "push" where Back leads here. */
export function visit(fragment, entry) {
  if (entry === "push" && !framed) history.pushState(null, "", address(fragment));
  else history.replaceState(null, "", address(fragment));
  location.reload();
}
