/** Changes per second and run, for progress and time left. */

const windowSeconds = 60;
/** An idle run reports 0 for so long, then nothing. */
const keptSeconds = 300;

/** Per second over the last minute, or since the start. */
export type Measure = { runId: number; rate: number };

export type RateMeter = {
  add(runId: number, nowMs: number): void;
  measures(nowMs: number): Measure[];
};

type Track = { startedAt: number; seconds: Map<number, number> };

export function createRateMeter(): RateMeter {
  const tracks = new Map<number, Track>();
  return {
    add: (runId, nowMs) => {
      const second = Math.floor(nowMs / 1000);
      const track = tracks.get(runId) ?? { startedAt: nowMs, seconds: new Map<number, number>() };
      track.seconds.set(second, (track.seconds.get(second) ?? 0) + 1);
      tracks.set(runId, track);
    },
    measures: (nowMs) => {
      const now = Math.floor(nowMs / 1000);
      return [...tracks].flatMap(([runId, track]) => {
        for (const second of track.seconds.keys())
          if (second <= now - keptSeconds) track.seconds.delete(second);
        if (track.seconds.size === 0) tracks.delete(runId);
        return track.seconds.size === 0 ? [] : [measureOf(runId, track, nowMs)];
      });
    },
  };
}

function measureOf(runId: number, { startedAt, seconds }: Track, nowMs: number): Measure {
  const now = Math.floor(nowMs / 1000);
  let recent = 0;
  for (const [second, count] of seconds) {
    if (second > now - windowSeconds) recent += count;
  }
  const elapsed = Math.min(windowSeconds, Math.max(1, (nowMs - startedAt) / 1000));
  return { runId, rate: recent / elapsed };
}
