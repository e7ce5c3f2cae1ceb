// What was found in files: for networks the layers as they are named, for data the first rows or images and how many
// examples each class has.

import { element } from "../dom.js";

const name = (k) => String.fromCharCode(65 + k);

/** Elements that show a look at files; change(files) takes others in their place. */
export function found(title, look, files, change) {
  if (!files.length) return [];
  const rows = files.map((file, k) => {
    const remove = element("button", { type: "button", "aria-label": `Leave out ${file.name}` }, "Leave out");
    remove.addEventListener("click", () => change(files.filter((f) => f !== file)));
    const parts = [element("span", {}, title === "Networks" ? `${name(k)}: ${file.name}` : file.name), remove];
    if (title === "Networks" && k > 0) {
      const up = element("button", { type: "button", "aria-label": `Move ${file.name} up` }, "↑");
      up.addEventListener("click", () => {
        const order = [...files];
        [order[k - 1], order[k]] = [order[k], order[k - 1]];
        change(order);
      });
      parts.splice(1, 0, up);
    }
    return element("li", {}, ...parts);
  });
  const said = [];
  if (title === "Networks" && files.length < 2) said.push(element("p", {}, "One network is here; bring another one."));
  if (look?.error) said.push(element("p", { className: "own-trouble", role: "alert" }, look.error));
  else if (look) said.push(...(title === "Networks" ? layers(look) : examples(look)));
  return [element("h3", {}, title), element("ul", { className: "own-files" }, ...rows), ...said];
}

const list = (lines) => element("ul", {}, ...lines.map((line) => element("li", {}, line)));

const layers = ({ networks }) =>
  networks.map(({ name: file, lines: [first, ...rest] }) =>
    element("details", { open: networks.length < 3 }, element("summary", {}, `${file}: ${first}`), list(rest)),
  );

function examples({ lines, counts, columns, rows, side, images }) {
  const made = [list(lines)];
  if (images)
    made.push(element("div", { className: "own-images" }, ...images.map((pixels, k) => image(pixels, side, rows[k]))));
  else made.push(table(columns, rows));
  made.push(
    element(
      "p",
      { className: "own-counts" },
      `Examples of each class: ${counts.map(({ class: c, n }) => `${c}: ${n}`).join(", ")}.`,
    ),
  );
  return made;
}

function table(columns, rows) {
  const line = (tag, cells) => element("tr", {}, ...cells.map((cell) => element(tag, {}, cell)));
  const head = element("thead", {}, line("th", columns));
  const body = element("tbody", {}, ...rows.map((row) => line("td", row)));
  return element(
    "div",
    { className: "scroll", tabIndex: 0, role: "region", "aria-label": "First examples" },
    element("table", {}, head, body),
  );
}

function image(pixels, side, [label]) {
  const canvas = element("canvas", {
    width: side,
    height: side,
    role: "img",
    "aria-label": `An example of class ${label}`,
  });
  const context = canvas.getContext("2d");
  const data = context.createImageData(side, side);
  pixels.forEach((v, k) => data.data.set([v, v, v, 255], 4 * k));
  context.putImageData(data, 0, 0);
  return element("figure", {}, canvas, element("figcaption", {}, label));
}
