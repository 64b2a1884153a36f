/** A frozen database: every kind of request answers soon and truthfully, and works again afterwards. */
import { type APIResponse, expect, type Page, test } from '@playwright/test';
import { addAtVero, openUser, regionOf, tagIn } from '../providers/region.ts';
import { signInAs, signInOn } from '../support/sign-in.ts';
import { startFailing } from './failing-installation.ts';

const silent = 'database does not answer';
const soonMs = 25_000;

async function answerWithin(ask: Promise<APIResponse>): Promise<[status: number, isSilent: boolean]> {
  const since = Date.now();
  const answer = await ask;
  expect(Date.now() - since).toBeLessThan(soonMs);
  return [answer.status(), (await answer.text()).includes(silent)];
}

test('routes, pages, edits and the sign-in say that the database does not answer', async ({ browser }) => {
  const place = await startFailing();
  try {
    const context = await browser.newContext({ baseURL: place.url });
    const stranger = await browser.newContext({ baseURL: place.url });
    const [editor, reader, signing] = [
      await context.newPage(),
      await context.newPage(),
      await stranger.newPage(),
    ];
    await signInOn(editor, 'admin');
    const amara = await place.person();
    await openUser(editor, amara);
    await reader.goto('/users');
    await signing.goto('/sign-in');
    const get = (path: string) => answerWithin(context.request.get(path, { timeout: 60_000 }));
    const asDocument = { accept: 'text/html' };
    const getPage = (path: string) =>
      answerWithin(context.request.get(path, { headers: asDocument, timeout: 60_000 }));
    const paths = ['/api/users', '/api/users/count', '/api/history', '/api/users/export'];
    const pages = ['/users', '/history', '/runs', `/users/${amara.id}`];

    place.server.freeze();
    // The first requests meet connections that are not known to be dead.
    await addAtVero(editor, 'welcome');
    const first = await Promise.all([...paths.map(get), ...pages.map(getPage)]);
    expect(first).toEqual(first.map(() => [503, true]));
    await expect(editor.getByText(silent).first()).toBeVisible({ timeout: soonMs });

    // Later ones are answered from what is known.
    const later = await Promise.all([...paths.map(get), ...pages.map(getPage)]);
    expect(later).toEqual(later.map(() => [503, true]));
    expect(await get('/api/health')).toEqual([503, true]);
    await screenSays(reader, 'History');
    await signing.getByRole('textbox', { name: 'E-mail' }).fill('somebody@e2e.tagdesk.example');
    await signing.getByRole('textbox', { name: 'Password' }).fill('a password');
    await signing.getByRole('button', { name: 'Sign in' }).click();
    await expect(signing.getByText(silent).first()).toBeVisible({ timeout: soonMs });

    place.server.thaw();
    await expect.poll(async () => (await context.request.get('/api/health')).status()).toBe(200);
    await reader.goto('/users');
    await expect(reader.getByRole('heading', { level: 1, name: 'Users' })).toBeVisible();
    await openUser(editor, amara);
    await addAtVero(editor, 'back');
    await expect(tagIn(regionOf(editor, 'Vero'), 'back')).toBeVisible();
    await signInAs(signing, 'nobody@e2e.tagdesk.example', 'a password');
    await expect(signing.getByText('E-mail or password is wrong.')).toBeVisible();
    // The answer to the first edit is true: it is a line, or nothing reached the provider.
    const sent = await place.sandbox.callsFor('vero', amara.ids.vero);
    const lines = await place.ledger.changesOf(amara.id);
    expect(sent.length).toBeLessThanOrEqual(lines.length);
  } finally {
    await place.stop();
  }
});

/** Client-side navigation shows the message as well. */
async function screenSays(page: Page, place: string): Promise<void> {
  await page.getByRole('link', { name: place, exact: true }).first().click();
  await expect(page.getByRole('alert')).toContainText(silent, { timeout: soonMs });
  await expect(page.getByRole('link', { name: 'Try again' })).toBeVisible();
}
