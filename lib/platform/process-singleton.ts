/**
 * What a process has one of. Next bundles modules several times over, and its development server loads them again on
 * every edit; all copies share these.
 */
const place = Symbol.for('tagdesk');
const holder = globalThis as typeof globalThis & { [place]?: Map<string, unknown> };

/** Gives what `make` made at the first call in this process. `name`: one for each purpose; one that throws tries again. */
export function processSingleton<T>(name: string, make: () => T): () => T {
  return () => {
    holder[place] ??= new Map();
    const made = holder[place];
    if (!made.has(name)) made.set(name, make());
    // Whoever gives the same name is a copy of the same module.
    return made.get(name) as T;
  };
}
