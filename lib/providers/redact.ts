/** Redacts what is stored or shown about a call. */

const mark = '[redacted]';

export type Redactor = {
  /** Plain, percent-encoded and JSON-escaped. */
  redact(text: string): string;
  /**
   * About the first `length` characters, without a part of a secret at the cut. Needs `length` + `margin()`
   * of the text; `whole`: the text ends there.
   */
  redactStart(text: string, length: number, whole: boolean): string;
  /** The longest form of a secret, in characters. */
  margin(): number;
  /** Keeps the latest few only: tokens come and go. */
  add(secret: string): void;
};

const keptAdditions = 8;

/** `secrets`: with everything derived from them (digests, base64 of a pair). */
export function createRedactor(secrets: readonly string[]): Redactor {
  const fixed = secrets.flatMap(formsOf);
  let added: string[][] = [];
  let forms = sortByLength(fixed);

  const redact = (text: string) => forms.reduce((left, form) => left.replaceAll(form, mark), text);
  const margin = () => forms[0]?.length ?? 0;

  /** At or before `end`, inside no secret. */
  function cutBefore(text: string, end: number): number {
    for (const form of forms) {
      const from = Math.max(0, end - form.length + 1);
      const at = text.slice(from, end + form.length - 1).indexOf(form);
      if (at >= 0) return cutBefore(text, from + at);
    }
    return end;
  }

  return {
    redact,
    redactStart: (text, length, whole) => {
      if (whole && text.length <= length) return redact(text).slice(0, length);
      // The end of a cut text may begin a secret.
      const known = whole ? text.length : Math.max(0, text.length - Math.max(0, margin() - 1));
      return redact(text.slice(0, cutBefore(text, Math.min(length, known)))).slice(0, length);
    },
    margin,
    add: (secret) => {
      added = [...added, formsOf(secret)].slice(-keptAdditions);
      forms = sortByLength([...fixed, ...added.flat()]);
    },
  };
}

function formsOf(secret: string): string[] {
  if (secret === '') return [];
  // Queries encode some characters differently.
  const inQuery = new URLSearchParams([['', secret]]).toString().slice(1);
  return [secret, encodeURIComponent(secret), inQuery, JSON.stringify(secret).slice(1, -1)];
}

/** Longest first: a secret inside another must not leave a rest. */
function sortByLength(forms: readonly string[]): string[] {
  return [...new Set(forms)].sort((left, right) => right.length - left.length);
}
