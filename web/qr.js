// A link as a QR code, for a lecture hall: ISO/IEC 18004, bytes, error correction level L, versions 1 to 40. Loaded
// when somebody asks for one. The tests compare it with another encoder's codes, module by module.

// Error correction at level L by version: codewords of each block, and blocks (ISO/IEC 18004, table 9).
const CORRECTION = [
  7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30, 30, 30,
  30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
];
const BLOCKS = [
  1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19,
  20, 21, 22, 24, 25,
];

const MASKS = [
  (x, y) => (x + y) % 2,
  (x, y) => y % 2,
  (x) => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

// How many modules hold data and their correction.
function room(version) {
  const places = version < 2 ? 0 : Math.floor(version / 7) + 2;
  const alignment = places && 25 * places ** 2 - 10 * places - 55;
  return (16 * version + 128) * version + 64 - alignment - (version < 7 ? 0 : 36);
}

const dataBytes = (version) => Math.floor(room(version) / 8) - CORRECTION[version - 1] * BLOCKS[version - 1];

// Arithmetic of GF(2⁸) modulo x⁸ + x⁴ + x³ + x² + 1.
function times(a, b) {
  let z = 0;
  for (let i = 7; i >= 0; i--) z = (z << 1) ^ ((z >> 7) * 0x11d) ^ (((b >> i) & 1) * a);
  return z;
}

// The divisor (x − 1)(x − 2)(x − 4) … of a Reed–Solomon code, without its first coefficient.
function divisor(degree) {
  const of = new Array(degree).fill(0);
  of[degree - 1] = 1;
  for (let i = 0, root = 1; i < degree; i++, root = times(root, 2)) {
    for (let k = 0; k < degree; k++) of[k] = times(of[k], root) ^ (of[k + 1] ?? 0);
  }
  return of;
}

function remainder(data, by) {
  const rest = new Array(by.length).fill(0);
  for (const byte of data) {
    const factor = byte ^ rest.shift();
    rest.push(0);
    by.forEach((c, i) => {
      rest[i] ^= times(c, factor);
    });
  }
  return rest;
}

// The text's bytes between their mode and length and the padding.
function codewords(bytes, version) {
  const bits = [];
  const put = (value, count) => {
    for (let i = count - 1; i >= 0; i--) bits.push((value >> i) & 1);
  };
  put(0b0100, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) put(byte, 8);
  const most = 8 * dataBytes(version);
  put(0, Math.min(4, most - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < most; pad ^= 0xec ^ 0x11) put(pad, 8);
  return Array.from({ length: bits.length / 8 }, (_, i) => Number.parseInt(bits.slice(8 * i, 8 * i + 8).join(""), 2));
}

// Data in blocks, each with its correction, woven together.
function woven(data, version) {
  const blocks = BLOCKS[version - 1];
  const correction = CORRECTION[version - 1];
  const all = Math.floor(room(version) / 8);
  const short = Math.floor(all / blocks) - correction;
  const longer = all % blocks;
  const by = divisor(correction);
  const parts = [];
  for (let i = 0, at = 0; i < blocks; i++) {
    const length = short + (i < blocks - longer ? 0 : 1);
    const part = data.slice(at, (at += length));
    parts.push({ part, rest: remainder(part, by) });
  }
  const out = [];
  for (let k = 0; k <= short; k++) for (const { part } of parts) if (k < part.length) out.push(part[k]);
  for (let k = 0; k < correction; k++) for (const { rest } of parts) out.push(rest[k]);
  return out;
}

// Where the small squares stand, along one side.
function alignments(version) {
  if (version < 2) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
  const places = [6];
  for (let at = version * 4 + 10; places.length < count; at -= step) places.splice(1, 0, at);
  return places;
}

class Code {
  constructor(version) {
    this.version = version;
    this.size = 17 + 4 * version;
    this.dark = Array.from({ length: this.size }, () => new Array(this.size).fill(false));
    this.fixed = Array.from({ length: this.size }, () => new Array(this.size).fill(false));
    this.#patterns();
  }

  #set(x, y, dark) {
    if (x < 0 || y < 0 || x >= this.size || y >= this.size) return;
    this.dark[y][x] = Boolean(dark);
    this.fixed[y][x] = true;
  }

  #patterns() {
    const { size, version } = this;
    for (let i = 0; i < size; i++) {
      this.#set(6, i, i % 2 === 0);
      this.#set(i, 6, i % 2 === 0);
    }
    for (const [x, y] of [
      [3, 3],
      [size - 4, 3],
      [3, size - 4],
    ]) {
      for (let dy = -4; dy <= 4; dy++)
        for (let dx = -4; dx <= 4; dx++) {
          const ring = Math.max(Math.abs(dx), Math.abs(dy));
          this.#set(x + dx, y + dy, ring !== 2 && ring !== 4);
        }
    }
    const places = alignments(version);
    const last = places.length - 1;
    places.forEach((x, i) =>
      places.forEach((y, j) => {
        if ((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)) return;
        for (let dy = -2; dy <= 2; dy++)
          for (let dx = -2; dx <= 2; dx++) this.#set(x + dx, y + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
      }),
    );
    this.format(0);
    if (version < 7) return;
    let rest = version;
    for (let i = 0; i < 12; i++) rest = (rest << 1) ^ ((rest >> 11) * 0x1f25);
    const bits = (version << 12) | rest;
    for (let i = 0; i < 18; i++) {
      const [a, b] = [size - 11 + (i % 3), Math.floor(i / 3)];
      this.#set(a, b, (bits >> i) & 1);
      this.#set(b, a, (bits >> i) & 1);
    }
  }

  /** Writes level L and the mask's number. */
  format(mask) {
    const { size } = this;
    const data = (1 << 3) | mask;
    let rest = data;
    for (let i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
    const bits = ((data << 10) | rest) ^ 0x5412;
    const bit = (i) => (bits >> i) & 1;
    for (let i = 0; i <= 5; i++) this.#set(8, i, bit(i));
    this.#set(8, 7, bit(6));
    this.#set(8, 8, bit(7));
    this.#set(7, 8, bit(8));
    for (let i = 9; i < 15; i++) this.#set(14 - i, 8, bit(i));
    for (let i = 0; i < 8; i++) this.#set(size - 1 - i, 8, bit(i));
    for (let i = 8; i < 15; i++) this.#set(8, size - 15 + i, bit(i));
    this.#set(8, size - 8, true);
  }

  /** Places the codewords in their zigzag from the lower right corner. */
  fill(words) {
    const { size } = this;
    let i = 0;
    for (let right = size - 1; right >= 1; right -= 2) {
      if (right === 6) right = 5;
      for (let step = 0; step < size; step++)
        for (let k = 0; k < 2; k++) {
          const x = right - k;
          const y = ((right + 1) & 2) === 0 ? size - 1 - step : step;
          if (this.fixed[y][x] || i >= words.length * 8) continue;
          this.dark[y][x] = ((words[i >> 3] >> (7 - (i & 7))) & 1) === 1;
          i++;
        }
    }
  }

  /** Turns over what a mask marks; a second time puts it back. */
  mask(number) {
    for (let y = 0; y < this.size; y++)
      for (let x = 0; x < this.size; x++)
        if (!this.fixed[y][x] && MASKS[number](x, y) === 0) this.dark[y][x] = !this.dark[y][x];
  }

  /** How hard the code is to read: long runs, squares, what looks like a corner, an uneven share of dark. */
  get penalty() {
    const { size, dark } = this;
    let sum = 0;
    const lines = [...dark, ...dark.map((_, x) => dark.map((row) => row[x]))];
    for (const line of lines) {
      const text = line.map((d) => (d ? "1" : "0")).join("");
      for (const [run] of text.matchAll(/0{5,}|1{5,}/g)) sum += run.length - 2;
      for (const corner of ["10111010000", "00001011101"])
        for (let at = text.indexOf(corner); at >= 0; at = text.indexOf(corner, at + 1)) sum += 40;
    }
    for (let y = 1; y < size; y++)
      for (let x = 1; x < size; x++)
        if (dark[y][x] === dark[y][x - 1] && dark[y][x] === dark[y - 1][x] && dark[y][x] === dark[y - 1][x - 1])
          sum += 3;
    const share = dark.flat().filter(Boolean).length / size ** 2;
    return sum + 10 * Math.floor(Math.abs(share * 20 - 10));
  }
}

/**
 * The modules of a text as rows of booleans, true for dark, without the free edge of four modules; null for a text that
 * no code holds. mask is chosen if it is not given.
 */
export function modules(text, mask) {
  const bytes = [...new TextEncoder().encode(text)];
  const holds = (version) => bytes.length + (version < 10 ? 2 : 3) <= dataBytes(version);
  const version = BLOCKS.map((_, i) => i + 1).find(holds);
  if (!version) return null;
  const code = new Code(version);
  code.fill(woven(codewords(bytes, version), version));
  const costs = MASKS.map((_, number) => {
    code.format(number);
    code.mask(number);
    const cost = code.penalty;
    code.mask(number);
    return cost;
  });
  const chosen = mask ?? costs.indexOf(Math.min(...costs));
  code.format(chosen);
  code.mask(chosen);
  return code.dark;
}

/** The code as an SVG element, dark on white whatever the page's colours, with its free edge; null if there is none. */
export function picture(text) {
  const dark = modules(text);
  if (!dark) return null;
  const side = dark.length + 8;
  const path = dark.flatMap((row, y) => row.map((d, x) => (d ? `M${x + 4} ${y + 4}h1v1h-1z` : ""))).join("");
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${side} ${side}`);
  svg.setAttribute("shape-rendering", "crispEdges");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", "QR code of the link");
  for (const [name, attributes] of [
    ["rect", { width: side, height: side, fill: "#fff" }],
    ["path", { d: path, fill: "#000" }],
  ]) {
    const part = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, value);
    svg.append(part);
  }
  return svg;
}
