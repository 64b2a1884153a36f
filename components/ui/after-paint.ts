/** Longer than a frame; hidden pages have no frames. */
const maxMs = 100;

/** After the next paint. The result cancels it. */
export function afterPaint(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const later = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    // A task after a frame callback runs after the paint.
    timer = setTimeout(work);
  };
  const frame = requestAnimationFrame(later);
  timer = setTimeout(later, maxMs);
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
