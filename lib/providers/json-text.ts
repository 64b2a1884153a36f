/** Strings are matched whole, so that digits in them stay. */
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Unsafe integers (Capillary's int64) become strings of digits. undefined: not JSON. */
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
