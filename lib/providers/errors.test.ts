import { expect, test, vi } from 'vitest';
import { ProviderError } from './errors.ts';

test('an error of the same class in another bundle is recognised, and nothing else is', async () => {
  vi.resetModules();
  const { ProviderError: Other } = await import('./errors.ts');
  expect(Other).not.toBe(ProviderError);
  expect(new Other('capillary', 'unauthorized', 'No.')).toBeInstanceOf(ProviderError);
  expect(new Error('No.')).not.toBeInstanceOf(ProviderError);
  expect(Object.assign(new Error('No.'), { name: 'ProviderError' })).not.toBeInstanceOf(ProviderError);
});
