// Lets the drawing program rest. Its library asks for the next animation frame after every one and then finds that
// there is nothing to draw, which would keep the browser's compositor awake for ever. Here that request is held until
// the program says by wakeFrames() that there is something.

/** Puts a patient requestAnimationFrame in place of this scope's own; comes before the program starts. */
export function rest() {
  const frame = globalThis.requestAnimationFrame.bind(globalThis);
  let held = null; // who waits for the next frame
  let wanted = false; // somebody woke while nobody waited
  globalThis.requestAnimationFrame = (callback) => {
    if (wanted) frame(callback);
    else held = callback;
    wanted = false;
    return 0;
  };
  globalThis.wakeFrames = () => {
    if (held) frame(held);
    else wanted = true;
    held = null;
  };
}
