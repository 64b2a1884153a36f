/**
 * Gives what `make` makes of settings, made once for each: a schema costs as much as a thousand bodies read by it.
 * Settings are never altered, only replaced.
 */
export function perSettings<S extends object, T>(make: (settings: S) => T): (settings: S) => T {
  const made = new WeakMap<S, { value: T }>();
  return (settings) => {
    const entry = made.get(settings) ?? { value: make(settings) };
    made.set(settings, entry);
    return entry.value;
  };
}
