/** Node's options for processes that serve for weeks. */
import { join } from 'node:path';
import { root } from './data-folder.ts';

/**
 * V8 sizes its heap by the machine: with gigabytes free it lets garbage grow to several times what is alive. Nothing of
 * Tagdesk needs much at once, since files, runs and lists pass through in parts; so little is allowed, and is
 * collected sooner.
 */
export const leanHeap = ['--max-semi-space-size=8', '--max-old-space-size=256'];

/** The worker's program, and the options for it. */
export const leanWorker = [
  ...leanHeap,
  '--import',
  new URL('./spare-lookups.mjs', import.meta.url).href,
  join(root, 'lib', 'worker', 'main.ts'),
];
