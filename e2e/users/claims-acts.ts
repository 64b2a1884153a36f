/** What a member does, and what is recorded of it: for the sweep of claims. */
import type { Page } from '@playwright/test';
import { expect } from '../fixtures.ts';
import { differ, openUser, regionOf } from '../providers/region.ts';
import type { Person } from '../support/person.ts';
import type { Sandbox } from '../support/sandbox.ts';

type World = { sandbox: Sandbox };

type Act = {
  name: string;
  /** Opens the page; gives the press of the button. */
  open: (page: Page, person: Person, mark: string, world: World) => Promise<() => Promise<unknown>>;
  /** SQL that counts what was recorded: $1 the user's id, $2 the mark. */
  recorded: string;
};

const act = (name: string, recorded: string, open: Act['open']): Act => ({ name, recorded, open });
const changesOf = `select count(*)::int as count from changes where user_id = $1::bigint and $2::text <> ''`;
const box = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

export const acts: Act[] = [
  act('add a tag', changesOf, async (page, person, mark) => {
    await openUser(page, person);
    await regionOf(page, 'Vero').getByRole('combobox', { name: 'Add tag' }).fill(`new-${mark}`);
    return () => page.keyboard.press('Enter');
  }),
  act('remove a tag', changesOf, async (page, person) => {
    await openUser(page, person);
    return () => regionOf(page, 'FRAGMENT').getByRole('button', { name: 'Remove plan' }).click();
  }),
  act('change a value', changesOf, async (page, person, mark) => {
    await openUser(page, person);
    await regionOf(page, 'FRAGMENT').getByRole('button', { name: 'Edit plan' }).click();
    await page.getByRole('form', { name: 'Edit plan' }).getByRole('textbox', { name: 'Value' }).fill(mark);
    return () => page.keyboard.press('Enter');
  }),
  act('save a profile', changesOf, async (page, person, mark) => {
    await openUser(page, person);
    await regionOf(page, 'Vero').getByRole('button', { name: 'Edit profile' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'E-mail' }).fill(`${mark}@example.com`);
    return () => page.getByRole('button', { name: 'Save profile' }).click();
  }),
  act(
    'note an id',
    `select count(*)::int as count from identities where user_id = $1::bigint and provider = 'capillary' and $2::text <> ''`,
    async (page, person) => {
      await openUser(page, person);
      const capillary = regionOf(page, 'Capillary');
      await capillary.getByRole('textbox', { name: 'Capillary user id' }).fill(person.ids.capillary);
      return () => capillary.getByRole('button', { name: 'Save id' }).click();
    },
  ),
  act(
    'make a user',
    'select count(*)::int as count from users where name = $2 and $1::bigint > 0',
    async (page, _, mark) => {
      await page.goto('/users/new');
      await box(page, 'Name').fill(mark);
      await box(page, 'E-mail').fill(`${mark}@customers.example`);
      return () => page.getByRole('button', { name: 'Create user' }).click();
    },
  ),
  act(
    'keep a view',
    'select count(*)::int as count from views where name = $2 and $1::bigint > 0',
    async (page, _, mark) => {
      await page.goto(`/users?q=vero:${mark}`);
      await page.getByRole('button', { name: 'Save view' }).click();
      await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill(mark);
      return () => page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    },
  ),
  act(
    'plan a run',
    'select count(*)::int as count from runs where name = $2 and $1::bigint > 0',
    async (page, _, mark) => {
      await page.goto(`/runs/new?q=vero:${mark}`);
      await page.getByRole('region', { name: 'Vero' }).getByRole('combobox', { name: 'Tag' }).fill('next');
      await box(page, 'Name').fill(mark);
      return () => page.getByRole('button', { name: 'Preview changes' }).click();
    },
  ),
  act(
    'start a run',
    'select count(*)::int as count from runs where name = $2 and started_at is not null and $1::bigint > 0',
    async (page, _, mark) => {
      await planOf(page, mark);
      return () => page.getByRole('button', { name: /^Start, / }).click();
    },
  ),
  act(
    'discard a plan',
    `select count(*)::int as count from runs where name = $2 and status = 'discarded' and $1::bigint > 0`,
    async (page, _, mark) => {
      await planOf(page, mark);
      return () => page.getByRole('button', { name: 'Discard' }).click();
    },
  ),
  act(
    'invite a member',
    `select count(*)::int as count from member_links where email = $2 || '@example.com' and $1::bigint > 0`,
    async (page, _, mark) => {
      await page.goto('/members');
      await page.getByRole('button', { name: 'Invite' }).click();
      await page.getByRole('dialog').getByRole('textbox', { name: 'E-mail' }).fill(`${mark}@example.com`);
      return () => page.getByRole('button', { name: 'Make link' }).click();
    },
  ),
  act(
    'make a member',
    `select count(*)::int as count from members where email = $2 || '@example.com' and $1::bigint > 0`,
    async (page, _, mark) => {
      await page.goto('/members');
      await page.getByRole('button', { name: 'New member' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: 'Name' }).fill('Claimed');
      await dialog.getByRole('textbox', { name: 'E-mail' }).fill(`${mark}@example.com`);
      await dialog.getByRole('textbox', { name: 'First password' }).fill('nine kettles on a hill');
      return () => dialog.getByRole('button', { name: 'Create member' }).click();
    },
  ),
  act(
    'accept a difference',
    `select count(*)::int as count from drifts d join identities i on i.id = d.identity_id
     where i.user_id = $1::bigint and d.state = 'accepted' and d.key = 'plan-' || $2`,
    async (page, person, mark, { sandbox }) => {
      await differ(page, sandbox, person, `plan-${mark}`);
      // What was said of the edit is over.
      await openUser(page, person);
      const said = regionOf(page, 'FRAGMENT')
        .getByRole('status')
        .filter({ hasText: /^FRAGMENT says team/ });
      return () => said.getByRole('button', { name: 'Accept' }).click();
    },
  ),
];

async function planOf(page: Page, mark: string): Promise<void> {
  await page.goto(`/runs/new?q=vero:${mark}`);
  await page.getByRole('region', { name: 'Vero' }).getByRole('combobox', { name: 'Tag' }).fill('next');
  await box(page, 'Name').fill(mark);
  await page.getByRole('button', { name: 'Preview changes' }).click();
  await expect(page.getByRole('heading', { name: 'Before and after' })).toBeVisible();
}
