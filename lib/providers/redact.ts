/** Keeps secrets out of everything that is stored or shown about a call. */

const mark = '[redacted]';

export type Redactor = {
  /** `text` with every known secret, plain, percent-encoded or JSON-escaped, replaced. */
  redact(text: string): string;
  /** From now on `secret` is replaced too. Only the latest few are kept: tokens come and go. */
  add(secret: string): void;
};

const keptAdditions = 8;

/** `secrets`: credentials and everything derived from them (digests, base64 of a pair) that could travel. */
export function createRedactor(secrets: readonly string[]): Redactor {
  const fixed = secrets.flatMap(formsOf);
  let added: string[][] = [];
  let forms = sortByLength(fixed);

  return {
    redact: (text) => forms.reduce((left, form) => left.replaceAll(form, mark), text),
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
