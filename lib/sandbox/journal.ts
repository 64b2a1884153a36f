import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { credentialsSchema } from './credentials.ts';
import { entry } from './entries.ts';
import { storedSettings } from './settings.ts';
import { entriesOf } from './state.ts';
import type { WorldEvent } from './world.ts';
import type { Worlds } from './worlds.ts';

/**
 * Worlds on disk: JSON lines, each written before its change is answered. A killed process loses nothing
 * answered.
 */

const fileName = 'journal.jsonl';

const event = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('world'), credentials: credentialsSchema, settings: storedSettings }),
  z.object({ kind: z.literal('settings'), settings: storedSettings }),
  z.object({ kind: z.literal('clock'), offsetMs: z.number() }),
  z.object({ kind: z.literal('reset') }),
  z.object({ kind: z.literal('first-state'), records: z.array(entry) }),
  ...entry.options,
]);
/** `at`: the world's time in ms. */
const line = z.object({ world: z.string(), at: z.number(), event });

export type Journal = { append: (worldId: string, event: WorldEvent, at: number) => void; close: () => void };

/**
 * An incomplete last line was never answered and is left out. @throws when another line is damaged: the file
 * needs a person.
 */
export function replayJournal(folder: string, worlds: Worlds): void {
  const path = join(folder, fileName);
  if (!existsSync(path)) return;
  const text = readFileSync(path, 'utf8');
  const lines = text.split('\n');
  lines.pop();
  for (const [index, content] of lines.entries()) {
    const parsed = parseLine(content);
    if (!parsed) throw new Error(`Line ${index + 1} of ${path} is damaged`);
    replay(worlds, parsed);
  }
}

function parseLine(content: string): z.infer<typeof line> | undefined {
  try {
    return line.safeParse(JSON.parse(content)).data;
  } catch {
    return undefined;
  }
}

function replay(worlds: Worlds, { world: id, at, event: step }: z.infer<typeof line>): void {
  if (step.kind === 'world') {
    worlds.create(id, step.credentials, step.settings);
    return;
  }
  worlds.find(id)?.replay(step, at);
}

/** Compacts the file and goes on from there. */
export function openJournal(folder: string, worlds: Worlds): Journal {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, fileName);
  const fresh = `${path}.new`;
  const file = openSync(fresh, 'w');
  for (const chunk of snapshot(worlds)) writeAll(file, chunk);
  fsyncSync(file);
  renameSync(fresh, path);
  return {
    append: (world, step, at) => writeAll(file, lineOf(world, step, at)),
    close: () => closeSync(file),
  };
}

function lineOf(world: string, step: WorldEvent, at: number): string {
  return `${JSON.stringify({ world, at, event: step })}\n`;
}

/** Some thousand lines per chunk. */
function* snapshot(worlds: Worlds): Generator<string> {
  let lines: string[] = [];
  for (const world of worlds.all()) {
    const at = world.now();
    const { credentials, initialSettings, settings, clockOffsetMs } = world;
    lines.push(lineOf(world.id, { kind: 'world', credentials, settings: initialSettings }, at));
    lines.push(lineOf(world.id, { kind: 'settings', settings }, at));
    lines.push(lineOf(world.id, { kind: 'clock', offsetMs: clockOffsetMs }, at));
    if (world.firstState.length > 0)
      lines.push(lineOf(world.id, { kind: 'first-state', records: [...world.firstState] }, at));
    world.settle(at);
    for (const step of entriesOf(world.state)) {
      lines.push(lineOf(world.id, step, at));
      if (lines.length < 5_000) continue;
      yield lines.join('');
      lines = [];
    }
  }
  yield lines.join('');
}

/** The system may take only a part. */
function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}
