import { expect, test } from 'vitest';
import { RequestLog } from './request-log.ts';

const call = { provider: 'vero', method: 'PUT', path: '/x', query: '', headers: {}, body: '' };

test('the log keeps the latest 20,000 calls and goes on counting', () => {
  const log = new RequestLog();
  for (let sent = 0; sent < 20_060; sent += 1) log.add(call);
  expect(log.read()).toHaveLength(20_000);
  expect(log.read()).toMatchObject({ 0: { sequence: 61 }, 19999: { sequence: 20_060 } });
  expect(log.read(20_058)).toMatchObject([{ sequence: 20_059 }, { sequence: 20_060 }]);
});

test.each([
  ['a form', 'client_secret=hush&grant_type=x', 'client_secret=[redacted]&grant_type=x'],
  ['JSON that is cut short', '{"auth_token":"hush","id":', '{"auth_token":"[redacted]","id":'],
])('a secret in %s does not leave the log', (_name, body, shown) => {
  const log = new RequestLog();
  log.add({ ...call, body });
  expect(log.read()).toMatchObject([{ body: shown }]);
});
