/** `start`: a warm start, beside Next's server alone. */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { nextProgram } from '#lib/tooling/cli/build.ts';
import { root } from '#lib/tooling/cli/data-folder.ts';
import { testEnvironment } from '#lib/tooling/cli/test-environment.ts';
import { freePort } from '#lib/tooling/embedded-postgres/ports.ts';
import type { Measurement } from '../bench.ts';
import { shown } from '../report/figure.ts';
import { type Sample, summarise } from '../statistics.ts';

const maxMs = 3_000;
const starts = 3;
const answerLimitMs = 300_000;

export const startSection: Measurement = async ({ folder, print }) => {
  const dataDir = join(folder, 'start');
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  print('A first start, which makes database and demo, is not counted.');
  await startWhole(dataDir);
  const whole: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < starts; round += 1) {
    whole.push(await startWhole(dataDir));
    bare.push(await startNext());
  }
  return [figure(summarise(whole), summarise(bare))];
};

function figure(whole: Sample, bare: Sample) {
  return {
    section: 'start',
    what: 'npm start, everything there, until it serves',
    measured: shown(whole),
    limit: `${shown(bare)}: Next alone`,
    relation: `${(whole.p50 / bare.p50).toFixed(2)} ×`,
    target: `< ${maxMs} ms`,
    met: whole.p50 < maxMs,
    numbers: { measuredP50: whole.p50, limitP50: bare.p50, rounds: whole.rounds },
  };
}

function startWhole(dataDir: string): Promise<number> {
  const launcher = join(root, 'lib', 'launch', 'start.mjs');
  const settings = { TAGDESK_DATA_DIR: dataDir, TAGDESK_SANDBOX: '1' };
  return untilAnswer([launcher], settings, '/api/health');
}

/** Only Next; the page needs no database. */
function startNext(): Promise<number> {
  const settings = {
    NODE_ENV: 'production',
    TAGDESK_SECRET: 'only-for-a-server-that-nobody-signs-in-to',
    DATABASE_URL: 'postgres://127.0.0.1:9/nowhere',
  };
  return untilAnswer([nextProgram, 'start'], settings, '/icon.svg');
}

/** Milliseconds from process start; ends it. */
async function untilAnswer(
  parameters: string[],
  settings: Record<string, string>,
  path: string,
): Promise<number> {
  const port = await freePort(0);
  const startedAt = performance.now();
  const child = spawn(process.execPath, parameters, {
    cwd: root,
    stdio: 'ignore',
    env: { ...testEnvironment(process.env), ...settings, PORT: String(port) },
  });
  const ended = new Promise<void>((resolve) => {
    child.on('exit', () => resolve());
    child.on('error', () => resolve());
  });
  try {
    while (performance.now() - startedAt < answerLimitMs) {
      if (child.exitCode !== null) break;
      const answer = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => null);
      if (answer?.ok) return performance.now() - startedAt;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`${parameters[0]} did not answer at ${path}.`);
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}
