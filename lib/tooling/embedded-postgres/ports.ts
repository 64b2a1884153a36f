/** Free TCP ports, and a memory of the one chosen, so that addresses stay the same over restarts. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';

/** The port remembered in `file` if nobody else listens there, otherwise a new free one, remembered from now on. */
export async function rememberedPort(file: string): Promise<number> {
  const remembered = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  const port = (await freePort(remembered)) ?? (await freePort(0));
  if (port === null) throw new Error('No free port on 127.0.0.1.');
  if (port !== remembered) writeFileSync(file, `${port}\n`);
  return port;
}

/** Gives `wanted` (0: any) if it can be listened on at `host` (null: every address), otherwise null. */
export function freePort(wanted: number, host: string | null = '127.0.0.1'): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(null));
    probe.listen({ port: wanted, ...(host === null ? {} : { host }) }, () => {
      const address = probe.address();
      probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : null));
    });
  });
}
