/** Query parameters of runs, plans and results. Pure: the verb validates them. */

const numbers = new Set(['runId', 'uploadId', 'before', 'after', 'limit']);

/** Text that is no number stays text, so that the verb names the field. */
export function readRunQuery(asked: URLSearchParams): Record<string, string | number | boolean> {
  const entries = [...asked].map(([name, text]) => {
    if (numbers.has(name) && /^\d{1,15}$/.test(text)) return [name, Number(text)] as const;
    return [name, name === 'attention' ? text === 'true' : text] as const;
  });
  return Object.fromEntries(entries);
}
