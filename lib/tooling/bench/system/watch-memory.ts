/** The most memory that an installation used over a time. */
import type { Installation } from './installation.ts';

const everyMs = 250;

/** Looks again and again until `stop`, which gives the most in MiB; null where the system does not tell. */
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
