import { createElement, type ReactNode } from 'react';
import { renderToReadableStream } from 'react-dom/server.edge';
import { expect, test } from 'vitest';
import { DelayedSuspense } from './delayed-suspense.tsx';

const fallback = createElement('i', null, 'soon');

async function draw(work: Promise<Awaited<ReactNode>>): Promise<string> {
  return new Response(
    await renderToReadableStream(createElement(DelayedSuspense, { work, fallback })),
  ).text();
}

test('what is there soon comes whole, without a stand-in', async () => {
  expect(await draw(Promise.resolve(createElement('b', null, 'Ada')))).toBe('<b>Ada</b>');
});

test('what fails soon fails the page, not a part of it', async () => {
  await expect(draw(Promise.reject(new Error('no such user')))).rejects.toThrow('no such user');
});
