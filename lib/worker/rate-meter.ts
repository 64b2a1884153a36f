/** How many changes a lane ends per second, per run: what progress and time left are told from. */

const windowSeconds = 60;
const bucketSeconds = 10;
const mostBuckets = 30;

/** `rate`: per second over the last minute, or since the start where that is shorter. `samples`: per ten seconds. */
export type Measure = { runId: number; rate: number; samples: number[] };

export type RateMeter = {
  add(runId: number, nowMs: number): void;
  /** Everything that moved within the last minute. */
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
          if (second <= now - bucketSeconds * mostBuckets) track.seconds.delete(second);
        if (track.seconds.size === 0) tracks.delete(runId);
        return track.seconds.size === 0 ? [] : [measureOf(runId, track, nowMs)];
      });
    },
  };
}

function measureOf(runId: number, { startedAt, seconds }: Track, nowMs: number): Measure {
  const now = Math.floor(nowMs / 1000);
  const samples = new Array<number>(mostBuckets).fill(0);
  let recent = 0;
  for (const [second, count] of seconds) {
    if (second > now - windowSeconds) recent += count;
    const bucket = mostBuckets - 1 - Math.floor((now - second) / bucketSeconds);
    samples[bucket] = (samples[bucket] ?? 0) + count;
  }
  const elapsed = Math.min(windowSeconds, Math.max(1, (nowMs - startedAt) / 1000));
  const first = samples.findIndex((count) => count > 0);
  return { runId, rate: recent / elapsed, samples: first < 0 ? [] : samples.slice(first) };
}
