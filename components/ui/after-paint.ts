/** Longer than any frame of a page that is seen; one that is hidden has none. */
const maxMs = 100;

/** Runs `work` when what was just drawn has been painted. Call the result to have it left. */
export function afterPaint(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const later = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    // What a frame's callbacks leave behind is painted before the next task runs.
    timer = setTimeout(work);
  };
  const frame = requestAnimationFrame(later);
  timer = setTimeout(later, maxMs);
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
