import { expect, test } from 'vitest';
import { closeAll, openIn } from './resources.ts';

const nothing = () => {};

test('everything that was opened is closed, the last first, failures included', async () => {
  const closed: string[] = [];
  const said: string[] = [];
  const resources = new AsyncDisposableStack();
  const open = (name: string) =>
    openIn(
      resources,
      () => Promise.resolve(name),
      (opened) => void closed.push(opened),
    );
  await open('database');
  resources.defer(() => Promise.reject(new Error('will not end')));
  resources.defer(() => Promise.reject(new Error('nor will this')));
  await open('web');
  await closeAll(resources, (line) => said.push(line));
  expect(closed).toEqual(['web', 'database']);
  expect(said).toEqual(['While stopping: nor will this', 'While stopping: will not end']);
});

test('something still being opened is awaited and then closed', async () => {
  const closed: string[] = [];
  const resources = new AsyncDisposableStack();
  const opening = Promise.withResolvers<string>();
  void openIn(
    resources,
    () => opening.promise,
    (opened) => void closed.push(opened),
  );
  const closing = closeAll(resources, nothing);
  opening.resolve('database');
  await closing;
  expect(closed).toEqual(['database']);
});

test('nothing new is begun once closing has begun', async () => {
  const resources = new AsyncDisposableStack();
  let hasBegun = false;
  const closing = closeAll(resources, nothing);
  const begin = async () => {
    hasBegun = true;
  };
  expect(() => openIn(resources, begin, nothing)).toThrow('stopping');
  await closing;
  expect(hasBegun).toBe(false);
});
