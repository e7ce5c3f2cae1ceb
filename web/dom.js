// The one way elements are made here.

/** An element with properties and children; props named aria-…, data-… or role are set as attributes. */
export function element(tag, props = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined) continue;
    if (name.includes("-") || name === "role" || name === "for") made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children);
  return made;
}

/** Names with what groupOf says of them, as [group, names] in the order in which groups are met. */
export function grouped(names, groupOf) {
  const groups = new Map();
  for (const name of names) {
    const group = groupOf(name) ?? "";
    groups.set(group, [...(groups.get(group) ?? []), name]);
  }
  return [...groups];
}
