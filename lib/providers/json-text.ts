/** Reading JSON from providers without losing digits. */

/** A string (kept whole, so that digits in it stay) or a number, in JSON's grammar. */
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Parses `text`; integers that a JavaScript number cannot hold exactly (Capillary's int64) come out as strings of
 * their digits. Gives undefined for anything that is not JSON: HTML, cut short, empty.
 */
export function parseJsonText(text: string): unknown {
  try {
    return JSON.parse(/\d{16}/.test(text) ? quoteLargeIntegers(text) : text);
  } catch {
    return undefined;
  }
}

function quoteLargeIntegers(text: string): string {
  return text.replace(stringOrNumber, (token) =>
    /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
  );
}
