import type { Installation } from './installation.ts';

const everyMs = 250;

/** Until `stop`, which gives the maximum in MiB; null: unknown. */
export function watchMemory(installation: Pick<Installation, 'memory'>): { stop(): number | null } {
  let most = installation.memory();
  const look = () => {
    const now = installation.memory();
    if (now !== null && (most === null || now > most)) most = now;
  };
  const timer = setInterval(look, everyMs);
  return {
    stop() {
      clearInterval(timer);
      look();
      return most;
    },
  };
}
