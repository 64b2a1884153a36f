/** Node's options for processes that serve for weeks. */
import { join } from 'node:path';
import { root } from './data-folder.ts';

/**
 * V8 sizes its heap by the machine: with gigabytes free it lets garbage grow to several times what is alive. Nothing of
 * Tagdesk needs much at once, since files, runs and lists pass through in parts; so little is allowed, and is
 * collected sooner.
 */
export const leanHeap = ['--max-semi-space-size=8', '--max-old-space-size=256'];

/**
 * A filter stands in the address of what it is for. One of 10,000 characters takes 90 kB where each is percent-encoded,
 * and a page that is gone to names the one before as well; Node by itself takes 16 kB.
 */
export const longAddresses = '--max-http-header-size=262144';

/** The worker's program, and the options for it. */
export const leanWorker = [
  ...leanHeap,
  '--import',
  new URL('./cache-package-lookups.mjs', import.meta.url).href,
  join(root, 'lib', 'worker', 'main.ts'),
];
