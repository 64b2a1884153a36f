/** Keeps secrets out of everything that is stored or shown about a call. */

const mark = '[redacted]';

export type Redactor = {
  /** `text` with every known secret, plain, percent-encoded or JSON-escaped, replaced. */
  redact(text: string): string;
  /**
   * About the first `length` characters of `text`, redacted, and no part of a secret that a cut goes through. Needs no
   * more of the text than `length` and `margin()`; `whole`: nothing was cut off behind `text` itself.
   */
  redactStart(text: string, length: number, whole: boolean): string;
  /** The longest form of any secret, in characters. */
  margin(): number;
  /** From now on `secret` is replaced too. Only the latest few are kept: tokens come and go. */
  add(secret: string): void;
};

const keptAdditions = 8;

/** `secrets`: credentials and everything derived from them (digests, base64 of a pair) that could travel. */
export function createRedactor(secrets: readonly string[]): Redactor {
  const fixed = secrets.flatMap(formsOf);
  let added: string[][] = [];
  let forms = sortByLength(fixed);

  const redact = (text: string) => forms.reduce((left, form) => left.replaceAll(form, mark), text);
  const margin = () => forms[0]?.length ?? 0;

  /** The last place at or before `end` that lies inside no secret. */
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
      // The end of a text that goes on may be the beginning of a secret.
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
  // A query writes a few characters otherwise than encodeURIComponent does.
  const inQuery = new URLSearchParams([['', secret]]).toString().slice(1);
  return [secret, encodeURIComponent(secret), inQuery, JSON.stringify(secret).slice(1, -1)];
}

/** Longest first: a secret that is part of another must not leave the rest of it standing. */
function sortByLength(forms: readonly string[]): string[] {
  return [...new Set(forms)].sort((left, right) => right.length - left.length);
}
