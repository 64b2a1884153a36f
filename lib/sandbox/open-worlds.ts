import { demoId, fillDemo } from './demo-world.ts';
import { openJournal, replayJournal } from './journal.ts';
import { demoSettings, type Settings } from './settings.ts';
import { Worlds } from './worlds.ts';

export type OpenOptions = {
  /** Folder in which the worlds survive restarts; without it they live in memory. */
  dataDir?: string;
  /** Whether there is a world `demo` with 2,000 people. */
  demo?: boolean;
  /** Latency of a demo world made now, in place of that of APIs across the internet. */
  demoLatencyMs?: Settings['latencyMs'];
};

/**
 * The worlds as the last run left them, and the demo world if it is wanted and not there yet.
 *
 * @throws when the folder cannot be read or written, or its journal is damaged.
 */
export function openWorlds({ dataDir, demo, demoLatencyMs }: OpenOptions): {
  worlds: Worlds;
  close: () => void;
} {
  const worlds = new Worlds();
  if (dataDir !== undefined) replayJournal(dataDir, worlds);
  if (demo && !worlds.find(demoId)) {
    const noExtra = { min: 0, max: 0 };
    const settings = demoLatencyMs
      ? { ...demoSettings, latencyMs: demoLatencyMs, writeLatencyMs: noExtra }
      : demoSettings;
    fillDemo(worlds.create(demoId, {}, settings));
  }
  if (dataDir === undefined) return { worlds, close: () => {} };
  // The snapshot comes after the filling, so a half-made demo world is never found on disk.
  const journal = openJournal(dataDir, worlds);
  worlds.onEvent(journal.append);
  return { worlds, close: journal.close };
}
