/**
 * One value per process: Next bundles modules several times, and its development server reloads them; all
 * copies share these.
 */
const place = Symbol.for('tagdesk');
const holder = globalThis as typeof globalThis & { [place]?: Map<string, unknown> };

/** Made at the first call. If `make` throws, the next call tries again. */
export function processSingleton<T>(name: string, make: () => T): () => T {
  return () => {
    holder[place] ??= new Map();
    const made = holder[place];
    if (!made.has(name)) made.set(name, make());
    // The same name means a copy of the same module.
    return made.get(name) as T;
  };
}
