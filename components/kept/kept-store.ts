/**
 * Unsent input in session storage: survives reload, sign-in and navigation. Per member, gone at sign-out,
 * never secrets.
 */

type Entry = { at: number; value: unknown };
type Kept = { owner: string; entries: Map<string, Entry> };

/** The number changes with the format. */
const place = 'tagdesk-kept-1';
const signedOut = 'tagdesk-signed-out';
const maxAgeMs = 12 * 3_600_000;
/** UTF-16 units in all: a small part of the browsers' quota. */
const maxLength = 300_000;
const writeAfterMs = 200;

let kept: Kept | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

/** The same object until changed; null: nothing. Deletes what another member left. */
export function keptAt(owner: string, name: string): unknown {
  return openFor(owner).entries.get(name)?.value ?? null;
}

/** All names with this prefix. */
export function forgetUnder(owner: string, beginning: string): void {
  for (const name of [...openFor(owner).entries.keys()])
    if (name.startsWith(beginning)) keep(owner, name, null);
}

/** `value`: plain data; null deletes. */
export function keep(owner: string, name: string, value: unknown): void {
  const { entries } = openFor(owner);
  if (value === null && !entries.has(name)) return;
  entries.delete(name);
  if (value !== null) entries.set(name, { at: Date.now(), value });
  clearTimeout(timer);
  timer = setTimeout(write, writeAfterMs);
  for (const listener of listeners) listener();
}

export function subscribeToKept(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** For sign-out: clears it in all tabs. */
export function forgetKept(): void {
  clearTimeout(timer);
  kept = null;
  try {
    for (const each of Object.keys(sessionStorage))
      if (each.startsWith('tagdesk-')) sessionStorage.removeItem(each);
    localStorage.setItem(signedOut, String(Date.now()));
  } catch {
    // Without storage nothing was kept.
  }
}

function openFor(owner: string): Kept {
  if (kept?.owner !== owner) {
    const found = kept ?? read();
    kept = found?.owner === owner ? found : { owner, entries: new Map() };
    if (found && found.owner !== owner) write();
  }
  return kept;
}

function read(): Kept | null {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(place) ?? 'null');
    if (typeof found !== 'object' || found === null || !('owner' in found) || !('entries' in found))
      return null;
    const since = Math.max(Date.now() - maxAgeMs, Number(localStorage.getItem(signedOut)));
    const entries = (found.entries as [string, Entry][]).filter(([, { at }]) => at > since);
    return { owner: String(found.owner), entries: new Map(entries) };
  } catch {
    return null;
  }
}

/** The newest that fits. Also on page hide: the last input counts most. */
function write(): void {
  clearTimeout(timer);
  if (!kept) return;
  let room = maxLength;
  const entries = [...kept.entries].toReversed().filter((entry) => {
    room -= JSON.stringify(entry).length;
    return room > 0;
  });
  try {
    sessionStorage.setItem(place, JSON.stringify({ owner: kept.owner, entries: entries.toReversed() }));
  } catch {
    // No storage or no room: it stays in memory until a reload.
  }
}

if (typeof window !== 'undefined') window.addEventListener('pagehide', write);
