import { expect, test } from 'vitest';
import { DatabaseSilent } from '#lib/platform/db/database-error.ts';
import { AppError } from '#lib/shared/errors.ts';
import { errorAnswer } from './error-page.ts';
import { toActionFailure, toFailure } from './error-response.ts';

const full = Object.assign(new Error('could not extend file'), { code: '53100' });

function asked(headers: Record<string, string>, method = 'GET') {
  return { method, headers: new Headers(headers) };
}

test('a browser gets a document with words and a way on, Next’s own requests the words alone', () => {
  const page = errorAnswer(new DatabaseSilent(17_000), asked({ accept: 'text/html,*/*' }));
  expect(page).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
  expect(page?.headers['content-type']).toMatch(/^text\/html/);
  expect(page?.body).toContain('Tagdesk’s database does not answer. Try again in a few seconds.');
  expect(page?.body).toContain('Try again</a>');
  for (const [headers, method] of [
    [{ rsc: '1' }, 'GET'],
    [{ 'next-action': 'a', accept: 'text/x-component' }, 'POST'],
  ] as const) {
    const words = errorAnswer(full, asked(headers, method));
    expect(words?.headers['content-type']).toBe('text/plain');
    expect(words?.body).toMatch(/^The disk of Tagdesk’s database is full\./);
  }
});

test.each([new TypeError('a fault'), new AppError('not-found', 'There is none.')])(
  'what is no error of the database is left to Next: %s',
  (error) => {
    expect(errorAnswer(error, asked({}))).toBeNull();
  },
);

test('words about what was to be changed claim no more than is known', () => {
  const silent = new DatabaseSilent(17_000);
  expect(toActionFailure(full, false)?.message).toContain('Nothing was recorded and nothing was sent.');
  expect(toActionFailure(silent, false)?.message).toContain('Nothing was recorded and nothing was sent.');
  expect(toActionFailure(silent, true)?.message).toContain('is not known');
  expect(toActionFailure(full, true)?.message).not.toMatch(/nothing was/i);
  expect(toFailure(silent)?.message).not.toMatch(/nothing|recorded/i);
  expect(toActionFailure(new AppError('conflict', 'Somebody was first.'), true)?.message).toBe(
    'Somebody was first.',
  );
});
