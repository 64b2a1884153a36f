/** Free ports, remembered so that addresses stay. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';

/** The one in `file` if it is free, else a new one. */
export async function rememberedPort(file: string): Promise<number> {
  const remembered = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  const port = (await freePort(remembered)) ?? (await freePort(0));
  if (port === null) throw new Error('No free port on 127.0.0.1.');
  if (port !== remembered) writeFileSync(file, `${port}\n`);
  return port;
}

/** `wanted` 0: any. `host` null: every address. null: not free. */
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
