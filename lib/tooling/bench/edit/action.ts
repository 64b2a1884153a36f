/** Server actions over HTTP: the build's id, and React's answer format. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from '#lib/tooling/cli/data-folder.ts';

const manifest = z.object({
  node: z.record(z.string(), z.object({ filename: z.string(), exportedName: z.string() })),
});

/** In the present build. */
export function findActionId(file: string, name: string): string {
  const path = join(root, '.next', 'server', 'server-reference-manifest.json');
  const { node } = manifest.parse(JSON.parse(readFileSync(path, 'utf8')));
  const found = Object.entries(node).find(
    ([, action]) => action.filename === file && action.exportedName === name,
  );
  if (!found) throw new Error(`The build has no action ${name} of ${file}.`);
  return found[0];
}

const reply = z.object({ ok: z.literal(true), value: z.object({ outcome: z.string() }) });

/** The action's value; throws with the answer of a refusal. */
export function readActionAnswer(text: string): { outcome: string } {
  for (const line of text.split('\n')) {
    const json = /^[0-9a-f]+:(\{.*\})$/.exec(line)?.[1];
    const parsed = json === undefined ? undefined : reply.safeParse(JSON.parse(json));
    if (parsed?.success) return parsed.data.value;
  }
  throw new Error(`The action gave no clean answer: ${text.slice(0, 500)}`);
}
