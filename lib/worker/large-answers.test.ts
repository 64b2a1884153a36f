/** Answers of 25 MB in tiny objects from every provider, in a production-sized heap. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { providerIds } from '#lib/providers/ids.ts';
import { createTestEnvironment } from '#lib/testing/test-environment.ts';
import { heapArgs } from '#lib/tooling/cli/heap-limits.ts';

/** Asks every provider for everything, concurrently. */
const program = `
  import { readSettings } from '#lib/platform/settings/read-settings.ts';
  import { createRegistry } from '#lib/providers/registry.ts';
  const providers = createRegistry(readSettings(process.env).providers);
  const operations = { vero: ['add', 'a', null], cerego: ['add', 'Region', 'x'], capillary: ['add', 'a', null], fragment: ['set', 'a', 'b'] };
  const told = [];
  await Promise.all(Object.entries(operations).flatMap(([id, [verb, key, value]]) => {
    const provider = providers.get(id);
    const input = { externalId: '1', operations: [{ verb, key, value }], before: [] };
    const lost = (error) => told.push([id, error.code]);
    return Array.from({ length: Number(process.argv[1]) }, async () => {
      const { results, lastError } = await provider.apply(input);
      told.push([id, results[0].outcome + ' ' + lastError]);
      await Promise.all([provider.readTags('1').catch(lost), provider.listCatalogue().catch(lost), provider.check().catch(lost)]);
    });
  }));
  await providers.close();
  console.log(JSON.stringify(told));
`;

// Just short of a million values: read as a whole.
test.each([
  [25, 6],
  [1.4, 2],
])(
  'every provider answers everything with %f MB of tiny objects, and the process lives',
  async (megabytes, times) => {
    const env = await createTestEnvironment();
    try {
      for (const provider of providerIds)
        await env.control('POST', 'faults', { provider, kind: 'large', megabytes, times: null });
      const child = spawn(
        process.execPath,
        [...heapArgs, '--input-type=module', '--eval', program, '--', String(times)],
        {
          env: {
            ...process.env,
            ...env.environment,
            ...Object.fromEntries(providerIds.map((id) => [`${id.toUpperCase()}_TIMEOUT_MS`, '30000'])),
            CAPILLARY_MAX_PER_SECOND: '50',
          },
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
      expect(code).toBe(0);
      const told: [string, string][] = JSON.parse(said);
      for (const provider of providerIds) {
        const own = new Set(told.filter(([id]) => id === provider).map(([, how]) => how));
        if (megabytes > 16) expect(own).toContain('unknown oversized');
        else expect(own).toContain('unknown bad-answer');
        expect([...own].filter((how) => /confirmed|accepted|refused|failed/.test(how))).toEqual([]);
      }
    } finally {
      await env.stop();
    }
  },
  120_000,
);
