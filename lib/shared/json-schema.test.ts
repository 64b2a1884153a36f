import { expect, test } from 'vitest';
import { toJSONSchema } from 'zod';
import { providerIds } from '#lib/providers/ids.ts';
import { suggestTagsInput } from './tags.ts';

test('an input that the browser checks can be described to others, limits and defaults included', () => {
  expect(toJSONSchema(suggestTagsInput, { io: 'input' })).toMatchObject({
    type: 'object',
    properties: {
      provider: { type: 'string', enum: [...providerIds] },
      text: { type: 'string', maxLength: 200, default: '' },
      key: { type: 'string', maxLength: 200 },
      limit: { type: 'integer', minimum: 1, maximum: 50, default: 12 },
    },
    required: ['provider'],
  });
});
