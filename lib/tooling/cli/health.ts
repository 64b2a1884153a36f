/**
 * Resolves once `GET url/api/health` is 200. Rejects after `limitMs` with the last answer, or when `gaveUp`
 * resolves.
 */
export async function waitForHealth(url: string, limitMs: number, gaveUp: Promise<string>): Promise<void> {
  let ended: string | undefined;
  void gaveUp.then((how) => {
    ended = how;
  });
  const deadline = Date.now() + limitMs;
  let last = 'no answer';
  for (;;) {
    try {
      const response = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(5_000) });
      if (response.ok) return;
      last = `${response.status} ${(await response.text()).slice(0, 300)}`;
    } catch {
      // Not listening yet.
    }
    if (ended !== undefined) throw new Error(`The web server ended (${ended}).`);
    if (Date.now() > deadline)
      throw new Error(`The web server is not well after ${limitMs / 1000} s: ${last}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
