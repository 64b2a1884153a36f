/** A full disk: screen and health say it, and the answer to the edit is true. */
import { expect, test } from '@playwright/test';
import { mayMount, openSmallDisk, type SmallDisk } from '../../lib/testing/operations/small-disk.ts';
import { addAtVero, openUser, regionOf, tagIn } from '../providers/region.ts';
import { signInOn } from '../support/sign-in.ts';
import { startFailing } from './failing-installation.ts';

test('an edit is refused in true words, and is made when there is room', async ({ page: _, browser }) => {
  expect(mayMount(), 'A small disk takes root’s right to mount.').toBe(true);
  let disk: SmallDisk | undefined;
  const place = await startFailing((programs) => {
    disk = openSmallDisk(programs, 64);
    return [`create tablespace small location '${disk.folder}'`, 'create database desk tablespace small'];
  });
  try {
    const context = await browser.newContext({ baseURL: place.url });
    const page = await context.newPage();
    await signInOn(page, 'admin');
    const amara = await place.person();
    await openUser(page, amara);
    disk?.fill();
    // Uses up the room that the ledger still has.
    const filling = place.ledger.query(
      `insert into changes (kind, user_id, identity_id, provider, external_id, actor, operations, before, after, outcomes,
         exchanges, outcome, state, closed_at)
       select 'tags', user_id, id, provider, external_id, 'Filler', '[]', '[]', '[]', '[]',
         jsonb_build_array(n, repeat(md5(n::text), 40)), 'confirmed', 'closed', now()
       from identities, generate_series(1, 5000) n where user_id = $1 limit 5000`,
      [amara.id],
    );
    await expect(filling).rejects.toThrow(/No space left/);
    await page.goto(`/users/${amara.id}`);
    await expect(async () => {
      await addAtVero(page, `full-${Date.now()}`);
      await expect(page.getByText(/disk of Tagdesk’s database is full/).first()).toBeVisible({
        timeout: 5_000,
      });
    }).toPass();
    await expect(page.getByText(/Nothing was recorded and nothing was sent/).first()).toBeVisible();
    await expect
      .poll(async () => (await context.request.get('/api/health')).json())
      .toMatchObject({ status: 'failing', database: 'full' });
    disk?.free();
    await expect
      .poll(async () => (await context.request.get('/api/health')).json())
      .toMatchObject({ status: 'ok', database: 'ok', worker: 'ok' });
    await openUser(page, amara);
    await addAtVero(page, 'welcome');
    await expect(tagIn(regionOf(page, 'Vero'), 'welcome')).toBeVisible();
    const madeLines = async () =>
      (await place.ledger.changesOf(amara.id)).filter(({ actor }) => actor !== 'Filler');
    await expect.poll(async () => (await madeLines()).every(({ state }) => state === 'closed')).toBe(true);
    expect(await place.sandbox.callsFor('vero', amara.ids.vero)).toHaveLength((await madeLines()).length);
  } finally {
    disk?.free();
    await place.stop();
    disk?.stop();
  }
});
