/** Conformance: the form's rule and the provider agree on a text. */
import { expect, test } from 'vitest';
import { capabilitiesOf } from '../catalog.ts';
import type { ProviderEnvironment } from './environment.ts';
import { written } from './verbs.ts';

export function testBoundaries({ provider, open, send }: ProviderEnvironment): void {
  const { rules } = capabilitiesOf(provider.id);

  test.each(provider.boundaries)('$name is $verdict', async ({ operation, verdict, formOnly }) => {
    const inForm =
      rules.key.safeParse(operation.key).success && (rules.value?.safeParse(operation.value).success ?? true);
    expect(inForm).toBe(verdict === 'allowed');
    if (formOnly) return;

    const { world, client } = await open();
    const { results } = await send(client, operation);
    const truth = provider.truth(await world.state());
    if (verdict === 'allowed') {
      expect(results).toMatchObject([{ outcome: capabilitiesOf(provider.id).proof }]);
      expect(truth).toContain(written(operation));
    } else {
      expect(results).toMatchObject([{ outcome: 'refused' }]);
      expect(truth).toEqual(provider.before.map(written));
    }
  });
}
