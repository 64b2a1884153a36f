/** Typed text stays while an answer or a reading is on its way. */
import type { Locator, Page, Route } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { openUser, regionOf, tagIn } from '../providers/region.ts';
import { hold, isAction } from '../support/held.ts';
import { uniqueMark } from '../support/mark.ts';
import { emailOf, insertMember, password } from '../support/roles.ts';

const fail = (route: Route) => route.fulfill({ status: 500, body: 'no' });
const box = (scope: Page | Locator, name: string) => scope.getByRole('textbox', { name, exact: true });

/** Types while an answer is held, releases it, and finds the text. */
async function typeMeanwhile(
  page: Page,
  send: () => Promise<unknown>,
  typed: readonly (readonly [Locator, string])[],
  answered: () => Promise<unknown>,
  end?: (route: Route) => Promise<void>,
): Promise<void> {
  const held = await hold(page, isAction, end);
  await send();
  await held.arrived;
  for (const [field, text] of typed) await field.fill(text);
  await held.release();
  await answered();
  for (const [field, text] of typed) await expect(field).toHaveValue(text);
}

test.describe('somebody who signs in', () => {
  test.use({ role: null });

  test('keeps the e-mail that they correct while the refusal of the first is on its way', async ({
    page,
  }) => {
    await page.goto('/sign-in');
    await box(page, 'E-mail').fill('first@e2e.tagdesk.example');
    await box(page, 'Password').fill('not this one');
    await typeMeanwhile(
      page,
      () => page.getByRole('button', { name: 'Sign in' }).click(),
      [
        [box(page, 'E-mail'), emailOf('viewer')],
        [box(page, 'Password'), password],
      ],
      () => expect(page.getByRole('alert').filter({ hasText: 'is wrong' })).toBeVisible(),
    );
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  });

  test('looks after their account, and what they type meanwhile stays', async ({ page, ledger }) => {
    const email = `typing-${uniqueMark()}@e2e.tagdesk.example`;
    await insertMember(ledger, 'viewer', 'Typing Member', email);
    await page.goto('/sign-in');
    await box(page, 'E-mail').fill(email);
    await box(page, 'Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL((url) => url.pathname === '/');
    await page.goto('/account');
    const name = page.getByRole('region', { name: 'Name' });
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
    await box(name, 'Name').fill('Second Name');
    await typeMeanwhile(
      page,
      () => name.getByRole('button', { name: 'Save name' }).click(),
      [[box(name, 'Name'), 'Third Name']],
      () => expect(page.getByText('You are Second Name now.').first()).toBeAttached(),
    );
    // This form clears itself: text typed meanwhile stays.
    const secret = page.getByRole('region', { name: 'Password' });
    await box(secret, 'Current password').fill(password);
    await box(secret, 'New password').fill('nine kettles on a hill');
    await typeMeanwhile(
      page,
      () => secret.getByRole('button', { name: 'Change password' }).click(),
      [[box(secret, 'New password'), 'ten kettles on a hill']],
      () => expect(page.getByText('Your password is changed.').first()).toBeAttached(),
    );
    await expect(box(secret, 'Current password')).toHaveValue('');
  });
});

test.describe('a form keeps what is typed while its answer is on its way:', () => {
  test.use({ role: 'admin' });

  test('a new user, a new member, an invitation', async ({ page, person }) => {
    const amara = await person({ vero: [] });
    await page.goto('/users/new');
    await box(page, 'Vero id').fill(amara.ids.vero);
    await typeMeanwhile(
      page,
      () => page.getByRole('button', { name: 'Create user' }).click(),
      [
        [box(page, 'Vero id'), 'another-id'],
        [box(page, 'Name'), 'Typed Meanwhile'],
      ],
      () => expect(box(page, 'Vero id')).toHaveAccessibleDescription(/already/),
    );

    await page.goto('/members');
    await page.getByRole('button', { name: 'New member' }).click();
    const member = page.getByRole('dialog', { name: 'New member' });
    await box(member, 'Name').fill('Somebody');
    await box(member, 'E-mail').fill(emailOf('viewer'));
    await box(member, 'First password').fill('nine kettles on a hill');
    await typeMeanwhile(
      page,
      () => member.getByRole('button', { name: 'Create member' }).click(),
      [
        [box(member, 'Name'), 'Somebody Else'],
        [box(member, 'E-mail'), 'else@e2e.tagdesk.example'],
        [box(member, 'First password'), 'ten kettles on a hill'],
      ],
      () => expect(box(member, 'E-mail')).toHaveAccessibleDescription(/\S/),
    );
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Invite' }).click();
    const invite = page.getByRole('dialog', { name: 'Invite somebody' });
    await invite.getByRole('textbox', { name: 'E-mail' }).fill(emailOf('viewer'));
    await typeMeanwhile(
      page,
      () => invite.getByRole('button', { name: 'Make link' }).click(),
      [[invite.getByRole('textbox', { name: 'E-mail' }), 'else@e2e.tagdesk.example']],
      () => expect(invite.getByRole('textbox', { name: 'E-mail' })).toHaveAccessibleDescription(/member/),
    );
  });

  test('the editors of a user, the note and the profile', async ({ page, person, sandbox, problems }) => {
    problems.allow(/500/);
    const amara = await person({ vero: ['newsletter'], fragment: { plan: 'team', size: 'small' } });
    const taken = await person({ capillary: [] });
    await openUser(page, amara);
    const [vero, fragment, capillary] = [
      regionOf(page, 'Vero'),
      regionOf(page, 'FRAGMENT'),
      regionOf(page, 'Capillary'),
    ];
    const tag = vero.getByRole('combobox', { name: 'Add tag' });
    await tag.fill('prospect');
    await typeMeanwhile(
      page,
      () => tag.press('Enter'),
      [
        [tag, 'half a'],
        [box(page, 'Note for the next edit'), 'why the next one'],
        [box(fragment, 'Key'), 'region'],
        [box(fragment, 'Value'), 'nor'],
        [box(capillary, 'Capillary user id'), taken.ids.capillary],
      ],
      () => expect(tagIn(vero, 'prospect')).toHaveAccessibleDescription(/^accepted/),
    );
    // Another row is refetched during the edit.
    await fragment.getByRole('button', { name: 'Edit plan' }).click();
    const value = fragment.getByRole('form', { name: 'Edit plan' }).getByRole('textbox', { name: 'Value' });
    await sandbox.seed({
      fragment: [{ externalId: amara.ids.fragment, tags: [{ key: 'plan', value: 'pro' }] }],
    });
    await typeMeanwhile(
      page,
      () => fragment.getByRole('button', { name: 'Refresh' }).click(),
      [[value, 'premium']],
      () => expect(page.getByRole('region', { name: 'Notifications' })).toContainText('FRAGMENT'),
    );
    await typeMeanwhile(
      page,
      () => capillary.getByRole('button', { name: 'Save id' }).click(),
      [[box(capillary, 'Capillary user id'), '7001']],
      () => expect(box(capillary, 'Capillary user id')).toHaveAccessibleDescription(/\S/),
    );

    await vero.getByRole('button', { name: 'Edit profile' }).click();
    const profile = page.getByRole('dialog', { name: 'Profile at Vero' });
    await box(profile, 'E-mail').fill('first@example.com');
    await typeMeanwhile(
      page,
      () => profile.getByRole('button', { name: 'Save profile' }).click(),
      [[box(profile, 'E-mail'), 'second@example.com']],
      () => expect(profile.getByRole('alert')).toContainText('Tagdesk did not answer'),
      fail,
    );
  });

  test('a view, and the words of a plan', async ({ page, person, problems }) => {
    problems.allow(/500/);
    const mark = `typing-${uniqueMark()}`;
    await person({ vero: [mark] });
    await page.goto(`/users?q=vero:${mark}`);
    for (const turn of ['kept', 'refused']) {
      await page.getByRole('button', { name: 'Save view' }).click();
      const dialog = page.getByRole('dialog', { name: 'Save view' });
      await box(dialog, 'Name').fill(mark);
      const save = () => dialog.getByRole('button', { name: 'Save' }).click();
      if (turn === 'kept') {
        await save();
        await expect(dialog).toHaveCount(0);
        await page.goto(`/users?q=vero:${mark}&sort=name`);
      } else {
        await typeMeanwhile(page, save, [[box(dialog, 'Name'), `${mark} again`]], () =>
          expect(dialog.getByText(/\balready\b/)).toBeVisible(),
        );
      }
    }

    await page.goto(`/runs/new?q=vero:${mark}`);
    const vero = page.getByRole('region', { name: 'Vero' });
    await vero.getByRole('combobox', { name: 'Tag' }).fill('next');
    await box(page, 'Note').fill('first');
    await typeMeanwhile(
      page,
      () => page.getByRole('button', { name: 'Preview changes' }).click(),
      [
        [box(page, 'Name'), 'typed meanwhile'],
        [box(page, 'Note'), 'second'],
        [vero.getByRole('combobox', { name: 'Tag' }), 'other'],
      ],
      () => expect(page.getByRole('alert').filter({ hasText: 'did not answer' })).toBeVisible(),
      fail,
    );
    await page.getByRole('button', { name: 'Preview changes' }).click();
    await expect(page.getByRole('heading', { name: 'Before and after' })).toBeVisible();
    const why = box(page, 'Why, kept with every change');
    await why.fill('third');
    await typeMeanwhile(
      page,
      () => why.blur(),
      [
        [why, 'fourth'],
        [box(page, 'Name'), 'a name'],
      ],
      () => page.waitForResponse((response) => response.url().includes('/api/runs/')),
    );
  });
});

test('a search keeps what is typed while its rows are on their way', async ({ page, person }) => {
  const mark = `typing-${uniqueMark()}`;
  await person({ vero: [mark] });
  const searches = [
    { path: '/users', field: 'Search users', api: '/api/users', rest: ' NOT has:cerego' },
    { path: '/tags', field: 'Search tags', api: '/api/tags', rest: '-more' },
    { path: '/history', field: 'Search notes and people', api: '/api/history', rest: ' more' },
  ];
  for (const { path, field, api, rest } of searches) {
    await page.goto(path);
    const search = page.getByRole('searchbox', { name: field });
    const held = await hold(page, (request) => new URL(request.url()).pathname.startsWith(api));
    await search.pressSequentially(mark.slice(0, 12));
    await held.arrived;
    await search.pressSequentially(rest);
    const answered = page.waitForResponse((response) => response.url().includes(api));
    await held.release();
    await answered;
    await expect(search).toHaveValue(`${mark.slice(0, 12)}${rest}`);
  }
});
