/** Free ports, remembered so that addresses stay. */
import { randomInt } from 'node:crypto';
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

/** Below what systems take for outgoing connections (from 32,768 on): one would be in use again at once. */
const any = { from: 18_000, to: 32_000 };
const maxTries = 100;

/** `wanted` 0: any, drawn by lot. `host` null: every address. null: not free. */
export async function freePort(wanted: number, host: string | null = '127.0.0.1'): Promise<number | null> {
  if (wanted !== 0) return (await isFree(wanted, host)) ? wanted : null;
  for (let tries = 0; tries < maxTries; tries += 1) {
    const port = randomInt(any.from, any.to);
    if (await isFree(port, host)) return port;
  }
  return null;
}

function isFree(port: number, host: string | null): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, ...(host === null ? {} : { host }) }, () => probe.close(() => resolve(true)));
  });
}
