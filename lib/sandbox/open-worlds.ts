import { demoId, fillDemo } from './demo-world.ts';
import { openJournal, replayJournal } from './journal.ts';
import { demoSettings, type Settings } from './settings.ts';
import { Worlds } from './worlds.ts';

export type OpenOptions = {
  /** Without it worlds live in memory. */
  dataDir?: string;
  /** A world `demo` with 2,000 people. */
  demo?: boolean;
  /** Of a new demo world; default: as across the internet. */
  demoLatencyMs?: Settings['latencyMs'];
};

/**
 * Restores worlds and adds the demo if wanted. @throws when the folder is unusable or its journal damaged.
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
  // The snapshot follows the filling, so no half-made demo world is on disk.
  const journal = openJournal(dataDir, worlds);
  worlds.onEvent(journal.append);
  return { worlds, close: journal.close };
}
