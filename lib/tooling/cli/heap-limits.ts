/** Node's options for long-running processes. */
import { join } from 'node:path';
import { root } from './data-folder.ts';

/**
 * V8 sizes its heap by the machine and lets garbage grow to several times the live data. Files, runs and
 * lists are streamed, so a small heap is enough.
 */
export const heapArgs = ['--max-semi-space-size=8', '--max-old-space-size=256'];

/**
 * A filter is in the URL: 10,000 characters take 90 kB percent-encoded, and a navigation names two pages;
 * Node's default is 16 kB.
 */
export const longAddresses = '--max-http-header-size=262144';

export const workerArgs = [
  ...heapArgs,
  '--import',
  new URL('./cache-package-lookups.mjs', import.meta.url).href,
  join(root, 'lib', 'worker', 'main.ts'),
];
