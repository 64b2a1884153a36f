import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { RunProvider } from '#lib/shared/runs.ts';
import { formatDuration } from '../words.ts';

type Timed = Pick<RunProvider, 'provider' | 'state' | 'hold' | 'leftMs'>;

function isOver({ state }: Timed): boolean {
  return state === 'finished' || state === 'cancelled';
}

/** “4 min 4 s”; “waits” while paused. */
export function formatLeft(runProvider: Timed): string {
  if (isOver(runProvider)) return 'done';
  if (runProvider.hold !== null || runProvider.state === 'paused') return 'waits';
  return runProvider.leftMs === null ? 'measuring' : formatDuration(runProvider.leftMs);
}

/** The slowest running provider; waiting ones are named, since nobody can tell how long. */
export function leftOfRun(providers: readonly Timed[]): { label: string; text: string } {
  const open = providers.filter((runProvider) => !isOver(runProvider));
  const waiting = open.filter(({ hold, state }) => hold !== null || state === 'paused');
  const moving = open.filter((runProvider) => !waiting.includes(runProvider));
  const label =
    waiting.length > 0 && moving.length > 0
      ? `Left, without ${waiting.map(({ provider }) => capabilitiesOf(provider).label).join(', ')}`
      : 'Left';
  if (open.length === 0) return { label, text: 'done' };
  if (moving.length === 0) return { label, text: 'waits' };
  const times = moving.map(({ leftMs }) => leftMs);
  const known = times.filter((time) => time !== null);
  return { label, text: known.length < times.length ? 'measuring' : formatDuration(Math.max(...known)) };
}
