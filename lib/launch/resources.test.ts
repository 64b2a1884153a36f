import { expect, test } from 'vitest';
import { ClosingError, createResources } from './resources.ts';

test('everything that was opened is closed, the last first, failures included', async () => {
  const closed: string[] = [];
  const said: string[] = [];
  const resources = createResources((line) => said.push(line));
  const open = (name: string) => resources.track(Promise.resolve(name), (opened) => void closed.push(opened));
  await open('database');
  await resources.track(Promise.resolve(), () => Promise.reject(new Error('will not end')));
  await open('web');
  await resources.closeAll();
  expect(closed).toEqual(['web', 'database']);
  expect(said).toEqual(['While stopping: will not end']);
});

test('something still being opened is awaited and then closed', async () => {
  const closed: string[] = [];
  const resources = createResources(() => {});
  const opening = Promise.withResolvers<string>();
  void resources.track(opening.promise, (opened) => void closed.push(opened));
  const closing = resources.closeAll();
  opening.resolve('database');
  await closing;
  expect(closed).toEqual(['database']);
});

test('nothing new can be opened once closing has begun', async () => {
  const resources = createResources(() => {});
  await resources.closeAll();
  expect(() => resources.track(Promise.resolve(), () => {})).toThrow(ClosingError);
});
