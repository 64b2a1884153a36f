/** When to ask the database for calls: as rarely as edits and the rate allow. Pure. */

/** Starts that a run takes ahead, in seconds. */
const blockSeconds = 0.05;
/** A run's process hears of waiting edits and pauses this often; it asks for more twice as often. */
const tickMs = 50;
const shortTickMs = 25;
/** A call is often followed by another of the same edit, which takes its place. */
const idleMs = 10;
/** A provider with fewer parallel calls has none to keep at hand; of the others a quarter is, at most that. */
const minConcurrent = 8;
const maxSpare = 16;
const renewMs = 1_000;

/** Times in ms of one clock. */
export type State = {
  now: number;
  /** Waiting or expected, without those that may start at once. */
  edits: number;
  expectedUntil: number | null;
  /** When the calls kept at hand expire. */
  keptUntil: number | null;
  runs: number;
  /** Calls kept at hand while people edit: wanted, and there. */
  spare: number;
  spareThere: number;
  inFlight: number;
  held: number;
  stock: number;
  block: number;
  owed: number;
  mustTell: boolean;
  askedAt: number;
  /** Since when unusable calls are held; null: none. */
  idleSince: number | null;
  editsAgainAt: number;
  runsAgainAt: number;
};

/** Starts that a run's process holds at most; 1: each is used as it is taken. */
export function blockOf(perSecond: number): number {
  return Math.max(1, Math.floor(perSecond * blockSeconds));
}

/** Calls kept at hand for the next edits, so that these need not wait for the database. */
export function spareOf(concurrent: number, block: number): number {
  return concurrent < minConcurrent ? 0 : Math.min(Math.floor(concurrent / 4), block, maxSpare);
}

/** Past or present: at once. Infinity: nobody waits and nothing is held. */
export function nextAskAt(state: State): number {
  const { now, edits, runs, inFlight, held, owed, askedAt, idleSince } = state;
  let at = Number.POSITIVE_INFINITY;
  if (state.mustTell || (owed > 0 && inFlight < held)) at = now;
  if (edits > 0) at = Math.min(at, state.editsAgainAt);
  if (runs > 0) at = Math.min(at, refillAt(state, state.stock, state.block));
  if (state.spareThere < state.spare) at = Math.min(at, refillAt(state, state.spareThere, state.spare));
  if (idleSince !== null)
    at = Math.min(at, Math.max(idleSince + idleMs, runs > 0 ? askedAt + shortTickMs : 0));
  for (const until of [state.expectedUntil, state.keptUntil]) if (until !== null) at = Math.min(at, until);
  if (held > 0) at = Math.min(at, askedAt + renewMs);
  return at;
}

function refillAt({ askedAt, runsAgainAt }: State, there: number, full: number): number {
  if (there < 1) return Math.max(askedAt + shortTickMs, runsAgainAt);
  return askedAt + (there <= full / 2 ? shortTickMs : tickMs);
}
