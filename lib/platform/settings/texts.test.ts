import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { providerSettings } from './providers.ts';
import { aboutOf, readSetting } from './read-setting.ts';
import { ownSettings } from './schema.ts';
import { exampleFile, pageWithTables, settingsPage } from './texts.ts';

test('.env.example and the tables of the settings page say what the schema says: `npm run settings` writes them', () => {
  expect(readFileSync('.env.example', 'utf8')).toBe(exampleFile());
  const page = readFileSync(settingsPage, 'utf8');
  expect(page).toBe(pageWithTables(page));
});

test('no two settings share a variable, and each example is a value that Tagdesk takes', () => {
  const all = [ownSettings, ...Object.values(providerSettings)].flatMap((shape) => Object.values(shape));
  const variables = all.map((type) => aboutOf(type).variable);
  expect(new Set(variables).size).toBe(variables.length);
  for (const type of all) {
    const { variable, example } = aboutOf(type);
    expect(() => readSetting({ [variable]: example }, type), variable).not.toThrow();
  }
});
