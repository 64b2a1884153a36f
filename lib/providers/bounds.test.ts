import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ProviderError } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { codeOfStatus } from './failure.ts';
import { lifeSecondsOf } from './fragment/token.ts';
import { tokenReply } from './fragment/wire.ts';
import { judgeReply } from './judge-reply.ts';
import { isOpen, resultOfError } from './outcome.ts';
import { ownReply, statusReply } from './vero/wire.ts';

const anything = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(0, -1, 1e12, 1e300, '0', '-5', '9'.repeat(30), 'soon', '', null, true, [], {}),
);
const exchange: Exchange = {
  at: '',
  method: 'PUT',
  url: '',
  body: null,
  status: null,
  answer: null,
  error: null,
  durationMs: 0,
};

test('a token lives between a second and a day, whatever its reply says', () => {
  fc.assert(
    fc.property(anything, (said) => {
      const reply = tokenReply.parse({ access_token: 't', expires_in: said });
      const seconds = lifeSecondsOf(reply.expires_in);
      expect(seconds).toBeGreaterThanOrEqual(1);
      expect(seconds).toBeLessThanOrEqual(86_400);
    }),
  );
});

test('a status in Vero’s body counts only where it is one', () => {
  fc.assert(
    fc.property(anything, (status) => {
      const read = statusReply.parse({ status, message: 'Success.' }).status ?? null;
      if (read !== null) expect(read >= 100 && read <= 599 && Number.isInteger(read)).toBe(true);
      expect(ownReply.safeParse({ status, message: '' }).success).toBe(read !== null);
    }),
  );
});

test('of all statuses only 200 and 201 prove, and only a 4xx in the provider’s form is a no', () => {
  const bodies = fc.constantFrom('', '<html>', '[]', '{}', '{"own":true}', 'null', '"own"');
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 999 }), bodies, fc.boolean(), (status, text, repeated) => {
      const json: unknown = text.startsWith('<') || text === '' ? undefined : JSON.parse(text);
      const speaks = () => text.includes('own');
      const reply = { status, retryAfter: undefined, exchange: { ...exchange, status }, repeated };
      const judge = () =>
        judgeReply({ provider: 'vero', label: 'Vero', speaks }, reply, { text, json }, (words) => words);
      if ((status === 200 || status === 201) && json !== undefined) {
        expect(judge()).toMatchObject({ status, repeated });
        return;
      }
      expect(judge).toThrow(ProviderError);
      try {
        judge();
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        const { outcome } = resultOfError(error, 'Vero');
        const isOwnNo = speaks() && status >= 400 && status < 500 && ![408, 425].includes(status);
        if (outcome === 'refused') expect(isOwnNo).toBe(true);
        if (outcome === 'failed' && !isOpen(error)) expect([401, 403, 429]).toContain(status);
        if (status === 403 && !speaks()) expect(error.code).toBe('gateway');
        if (repeated && status !== 429) expect(isOpen(error)).toBe(true);
      }
    }),
    { numRuns: 1_000 },
  );
});

test.each([408, 425, 404, 405, 502])(
  '%i outside the provider’s form comes from something in between',
  (status) => {
    expect(codeOfStatus(status, false)).toBe('gateway');
  },
);
