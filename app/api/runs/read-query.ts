/** The query of a run's route as its verb wants it: numbers and flags are no longer text. */

const numbers = ['before', 'after', 'limit'];

/** Text that is no number stays text, so that the verb refuses it by the field's name. */
export function readQuery(url: string): Record<string, string | number | boolean> {
  const entries = [...new URL(url).searchParams].map(([name, text]) => {
    if (numbers.includes(name) && /^\d{1,15}$/.test(text)) return [name, Number(text)] as const;
    return [name, name === 'attention' ? text === 'true' : text] as const;
  });
  return Object.fromEntries(entries);
}

/** The id in the address; NaN is refused by every verb. */
export function readRunId(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
}
