import { expect, test } from 'vitest';
import { readSetting } from './read-setting.ts';
import { ownSettings } from './schema.ts';

const readZone = (value: string | undefined) =>
  readSetting({ TAGDESK_TIME_ZONE: value }, ownSettings.timeZone);

test.each([
  [undefined, 'UTC'],
  ['', 'UTC'],
  [' Europe/Berlin ', 'Europe/Berlin'],
  ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['Etc/GMT+5', 'Etc/GMT+5'],
])('%j is the zone %s', (value, zone) => {
  expect(readZone(value)).toBe(zone);
});

test.each(['Berlin', 'Europe/Nowhere', '+02:00', 'UTC; drop table users', '2'])(
  '%j is refused by name',
  (value) => {
    expect(() => readZone(value)).toThrow(
      `TAGDESK_TIME_ZONE must be a time zone such as Europe/Berlin or UTC, not "${value}".`,
    );
  },
);
