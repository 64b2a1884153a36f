/** The History page's filters as they stand in an address. Pure: what they may hold is the verb's to check. */

const numbers = new Set(['userId', 'runId', 'limit']);

/** Empty values count as not given; numbers are turned into numbers, everything else stays text. */
export function readHistoryQuery(parameters: URLSearchParams): Record<string, string | number> {
  const entries = [...parameters].filter(([, value]) => value !== '');
  return Object.fromEntries(
    entries.map(([name, value]) => [name, numbers.has(name) ? Number(value) : value]),
  );
}
