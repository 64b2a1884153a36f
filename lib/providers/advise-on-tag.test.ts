import { expect, test } from 'vitest';
import { createRowCheck } from '#lib/domain/imports/check-row.ts';
import { createRowReader } from '#lib/domain/runs/read-file-row.ts';
import { noteRule } from '#lib/shared/changes.ts';
import { columnsOf } from '#lib/shared/imports.ts';
import { memberNameRule } from '#lib/shared/members.ts';
import { runOperationsRule } from '#lib/shared/run-inputs.ts';
import { editTagsInput, saveProfileInput } from '#lib/shared/tags.ts';
import { createUserInput, linkIdentityInput, nameRule } from '#lib/shared/users.ts';
import { saveViewInput } from '#lib/shared/views.ts';
import { adviseOnTag, capabilitiesOf } from './catalog.ts';
import { providerIds } from './ids.ts';

const blanks = [
  '\u200B',
  '\u3164',
  '\u00AD',
  '\u2800',
  '\u115F',
  '\uFFA0',
  '\u202E',
  '\u2060 \u200B',
  '\uFE0F',
  '\u{E0041}',
];
const rules = { keyRule: () => null };

const doors: [string, (blank: string) => boolean][] = providerIds.flatMap((provider) => {
  const { rules: own, verbs } = capabilitiesOf(provider);
  const hasValue = own.value !== null;
  const [verb = 'add'] = verbs;
  const tags = (key: string, value: string) => (hasValue ? `${key}=${value}` : key);
  const importRow = (cells: { id: string; tags: string }) => {
    const check = createRowCheck(['email', columnsOf[provider].id, columnsOf[provider].tags], rules);
    return check(2, ['a@mail.example', cells.id, cells.tags]).faults === null;
  };
  const runRow = (cell: string) => {
    const source = {
      kind: 'csv' as const,
      uploadId: 1,
      who: [{ column: 'who', as: 'email' as const }],
      mappings: [{ column: 'tags', provider, verb, key: null }],
    };
    const { readRow } = createRowReader(['who', 'tags'], source, { rules, isHeld: () => false });
    const { asked, faults } = readRow(['a@mail.example', cell]);
    return faults.length === 0 && asked.length > 0;
  };
  const operation = (key: string, value: string) => ({ verb, key, value: hasValue ? value : null });
  const edit = (key: string, value: string) => ({
    userId: 1,
    provider,
    operations: [operation(key, value)],
    note: '',
  });
  const checks: [string, (blank: string) => boolean][] = [
    ['link', (blank) => linkIdentityInput.safeParse({ userId: 1, provider, externalId: blank }).success],
    [
      'new user',
      (blank) => createUserInput.safeParse({ email: 'a@mail.example', [provider]: blank }).success,
    ],
    ['edit, key', (blank) => editTagsInput.safeParse(edit(blank, 'x')).success],
    [
      'plan, key',
      (blank) => runOperationsRule.safeParse([{ provider, operations: [operation(blank, 'x')] }]).success,
    ],
    ['import, id', (blank) => importRow({ id: blank, tags: '' })],
    ['import, key', (blank) => importRow({ id: '7', tags: tags(blank, 'x') })],
    ['run file, key', (blank) => runRow(tags(blank, 'x'))],
  ];
  if (hasValue)
    checks.push(
      ['edit, value', (blank) => editTagsInput.safeParse(edit('k', blank)).success],
      [
        'plan, value',
        (blank) => runOperationsRule.safeParse([{ provider, operations: [operation('k', blank)] }]).success,
      ],
      ['import, value', (blank) => importRow({ id: '7', tags: tags('k', blank) })],
      ['run file, value', (blank) => runRow(tags('k', blank))],
    );
  return checks.map(([name, take]): [string, (blank: string) => boolean] => [`${provider}: ${name}`, take]);
});
const profile = { userId: 1, provider: 'vero' };
doors.push(
  ['name', (blank) => nameRule.safeParse(blank).success],
  ['member', (blank) => memberNameRule.safeParse(blank).success],
  [
    'view',
    (blank) =>
      saveViewInput.safeParse({ name: blank, shared: false, q: '', sort: 'changed', columns: null }).success,
  ],
  ['note', (blank) => noteRule.parse(blank) !== ''],
  ['e-mail', (blank) => createUserInput.safeParse({ email: `${blank}@mail.example` }).success],
  ['profile e-mail', (blank) => saveProfileInput.safeParse({ ...profile, email: `a@${blank}` }).success],
  [
    'property',
    (blank) => saveProfileInput.safeParse({ ...profile, data: [{ key: blank, value: 'x' }] }).success,
  ],
);

test.each(doors)('%s takes a text that can be seen and none that cannot', (name, take) => {
  const isNote = name === 'note';
  const good = name.includes('capillary') ? '7' : 'x';
  if (!isNote) expect(take(name === 'property' ? 'plan' : good), good).toBe(true);
  for (const blank of blanks) expect(take(blank), JSON.stringify(blank)).toBe(false);
});

test.each(providerIds)(
  '%s: all that should be known of a tag is said, whatever else there is to say',
  (provider) => {
    const { rules: own } = capabilitiesOf(provider);
    for (const text of ['a\u200Bb', 'New\u00A0York', 'Cafe\u0301', '\u202Eabc', 'so\u00ADft']) {
      const inKey = adviseOnTag(provider, { key: text, value: own.value ? 'x' : null });
      expect(inKey.join(' '), text).toContain('Another tag may look the same');
      if (own.value)
        expect(adviseOnTag(provider, { key: 'x', value: text })).toEqual(
          adviseOnTag(provider, { key: text, value: 'x' }),
        );
    }
    expect(adviseOnTag(provider, { key: 'plain', value: own.value ? 'x' : null })).toEqual([]);
  },
);

test('what a provider itself advises does not hide what cannot be seen', () => {
  expect(adviseOnTag('vero', { key: 'New\u00A0York', value: null })).toEqual([
    expect.stringContaining('Vero advises'),
    expect.stringContaining('no-break space (U+00A0)'),
  ]);
  expect(adviseOnTag('fragment', { key: 'a*', value: 'b\u200B' })).toEqual([
    expect.stringContaining('wildcards'),
    expect.stringContaining('zero-width space (U+200B)'),
  ]);
});
