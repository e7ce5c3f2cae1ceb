// Handing a file to whoever looks at the page.

/** Offers bytes or text under a name, as the browser's own download. */
export function save(name, type, contents) {
  const url = URL.createObjectURL(new Blob([contents], { type }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000); // some browsers read it after the click
}
