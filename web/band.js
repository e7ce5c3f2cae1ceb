// The frame of the figures may be many screens high, more than graphics hold at a fine screen's pixels. What the canvas
// shows is a band across it, some screens high, that goes where people look. Here: what they see of the frame, how
// high the band is, and where it should be.

/** Pixels that a band has at most: what is drawn is kept in a few pictures of its size. */
export const PIXELS = 16e6;

const SCREENS = 3; // that the band is high
const MARKS = 4; // a screen

export class Band {
  top = 0; // in CSS pixels of the frame, as is
  height = 0;
  #frame = 0; // height of the frame
  #seen; // [from, to] of it
  #marks = []; // down its side, by which is known what is seen
  #inSight = new Set(); // those that are
  #observer;

  /** moved() is called when something else is seen, wherever one scrolled: the page, or one around it. */
  constructor(moved) {
    this.#seen = [0, screen.height];
    this.#observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) this.#inSight[isIntersecting ? "add" : "delete"](target);
      const places = this.#marks.filter((mark) => this.#inSight.has(mark)).map((mark) => mark.offsetTop);
      if (!places.length) return; // nothing is seen: nobody needs another band
      this.#seen = [Math.min(...places), Math.min(Math.max(...places) + this.#step, this.#frame)];
      moved();
    });
  }

  get #step() {
    return Math.max(100, Math.ceil(screen.height / MARKS));
  }

  /**
   * The frame has another size, in CSS pixels; ratio is how many of the screen's there are in one, longest how many a
   * side of a picture has at most. The band is as high as the frame where graphics hold that.
   */
  fit(width, height, ratio, longest) {
    const seen = this.#seen[1] - this.#seen[0];
    const most = Math.min(longest / ratio, PIXELS / (Math.max(width, 1) * ratio * ratio));
    const high = Math.max(seen, Math.min(most, SCREENS * Math.max(seen, screen.height)));
    this.#frame = height;
    this.height = height <= most ? height : Math.min(height, Math.floor(high));
    this.#lay(height > this.height ? Math.ceil(height / this.#step) : 0);
  }

  #lay(count) {
    const step = this.#step;
    for (const mark of this.#marks.splice(count)) {
      this.#observer.unobserve(mark);
      this.#inSight.delete(mark);
      mark.remove();
    }
    for (let i = this.#marks.length; i < count; i++) {
      const mark = document.createElement("div");
      mark.style.cssText = `position:absolute;left:0;top:${i * step}px;width:1px;height:${step}px;pointer-events:none`;
      this.#marks.push(mark);
      document.body.append(mark);
      this.#observer.observe(mark);
    }
  }

  /** What is seen and may be soon, of what the band shows: [from, to], or null. */
  get around() {
    const [from, to] = this.#seen;
    const more = (to - from) / 2;
    const part = [Math.max(this.top, from - more), Math.min(this.top + this.height, to + more)];
    return part[0] < part[1] ? part : null;
  }

  /** Where the band should begin, at a whole pixel: where it does while what is seen is well inside. */
  aim(ratio) {
    const [from, to] = this.#seen;
    const near = (to - from) / 4;
    const end = this.#frame - this.height;
    const above = this.top <= from - near || this.top === 0;
    const below = this.top + this.height >= to + near || this.top >= end - 1;
    if (above && below && this.top <= end) return this.top;
    const top = Math.max(0, Math.min((from + to - this.height) / 2, end));
    return Math.floor(top * ratio) / ratio;
  }
}
