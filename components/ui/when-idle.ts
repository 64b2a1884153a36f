/** However busy the browser is, it is not put off for longer. */
const longestMs = 300;
/** Where the browser does not tell. */
const usualMs = 50;

/** Runs `work` when the browser has nothing better to do. Call the result to have it left. */
export function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(work, usualMs);
    return () => clearTimeout(timer);
  }
  const idle = requestIdleCallback(() => work(), { timeout: longestMs });
  return () => cancelIdleCallback(idle);
}
