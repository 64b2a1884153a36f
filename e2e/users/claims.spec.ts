/**
 * Whatever is lost on the way, no screen contradicts what was recorded: every action with its request lost,
 * its answer lost, or a broken answer.
 */
import type { Page, Route } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { openUser, regionOf, tagIn } from '../providers/region.ts';
import { isAction } from '../support/held.ts';
import { waitForScripts } from '../support/hydration.ts';
import { uniqueMark } from '../support/mark.ts';
import { startOwnInstallation } from '../support/own-installation.ts';
import { signInOn } from '../support/sign-in.ts';
import { acts } from './claims-acts.ts';

test.use({ role: 'admin' });

/** On a new connection: the server may close a kept one in that moment. */
async function carryOut(route: Route): Promise<void> {
  await route.fetch({ headers: { ...route.request().headers(), connection: 'close' } });
}

/** `arrives`: Tagdesk carried it out. */
const ends: { name: string; arrives: boolean; end: (route: Route) => Promise<void> }[] = [
  { name: 'the request is lost', arrives: false, end: (route) => route.abort('connectionreset') },
  {
    name: 'the answer is lost',
    arrives: true,
    end: async (route) => {
      await carryOut(route);
      await route.abort('connectionreset');
    },
  },
  {
    name: '500',
    arrives: false,
    end: (route) => route.fulfill({ status: 500, body: 'Internal Server Error' }),
  },
  {
    name: '503 in words of its own',
    arrives: false,
    end: (route) =>
      route.fulfill({
        status: 503,
        json: { error: { code: 'busy', message: 'Tagdesk is busy.', fields: {} } },
      }),
  },
  {
    name: '413 from a proxy',
    arrives: false,
    end: (route) => route.fulfill({ status: 413, contentType: 'text/html', body: '<h1>Too large</h1>' }),
  },
  {
    name: '502 after it was carried out',
    arrives: true,
    end: async (route) => {
      await carryOut(route);
      await route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' });
    },
  },
  {
    name: 'a page instead of an answer',
    arrives: true,
    end: async (route) => {
      await carryOut(route);
      await route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>Sign in to the network</h1>' });
    },
  },
];

const denials =
  /was not (sent|added|saved|created|changed|applied|made|planned)|nothing (was|is|has)|not recorded/i;
const successes =
  /\b(saved|created|added at|removed at|is called|accepted just now|accepted: |planned|pulling|You are .* now|are one user now)\b/i;

/** Alerts, notices and announcements; and a linked id, which replaces its form. */
async function partsSaid(page: Page): Promise<string[]> {
  const parts = await page
    .locator('[role=alert], [role=status], section[aria-label=Notifications], [id$=-error]')
    .allTextContents();
  const ids = await page.getByRole('button', { name: /^Copy Capillary user id/ }).count();
  return [...parts, ...Array.from({ length: ids }, () => 'id sent to Tagdesk ')];
}

const said = async (page: Page): Promise<string> => (await partsSaid(page)).join(' | ');

/** What was said before is no claim about this press, even where a new notice stands beside it now. */
function withoutEarlier(now: string, before: readonly string[]): string {
  return before.filter(Boolean).reduce((words, part) => words.replaceAll(part, ''), now);
}

for (const { name, open, recorded } of acts) {
  test(`${name}: what the screen says is never the contrary of what was recorded`, async ({
    page,
    person,
    ledger,
    sandbox,
    problems,
  }) => {
    test.slow();
    problems.allow(/./);
    for (const lost of ends) {
      const mark = `claim-${uniqueMark()}`;
      const someone = await person({ vero: [mark], fragment: { plan: 'team' } });
      const press = await open(page, someone, mark, { sandbox });
      await expectNoContrary(page, lost, press, async () => {
        const [row] = await ledger.query<{ count: number }>(recorded, [someone.id, mark]);
        return row?.count ?? 0;
      });
    }
  });
}

/** `count`: how often it was recorded. */
async function expectNoContrary(
  page: Page,
  { name: how, arrives, end }: (typeof ends)[number],
  press: () => Promise<unknown>,
  count: () => Promise<number>,
): Promise<void> {
  const before = await partsSaid(page);
  let isFirst = true;
  const onlyFirst = async (route: Route) => {
    if (!isAction(route.request()) || !isFirst) return route.fallback();
    isFirst = false;
    await end(route);
  };
  await page.route('**', onlyFirst);
  await press();
  await expect
    .poll(() => said(page), { message: `${how}: something is said` })
    .toMatch(/did not answer|\bbusy\b|\b(added|removed|updated|sent|queued)\b.* (at|to|for) /i);
  expect({ how, recorded: await count() }).toEqual({ how, recorded: arrives ? 1 : 0 });
  const words = withoutEarlier(await said(page), before).replaceAll(/[^.|]*\bnot known\b[^.|]*/g, '');
  if (arrives) expect(words, how).not.toMatch(denials);
  else expect(words, how).not.toMatch(successes);
  await page.unrouteAll({ behavior: 'wait' });
}

test.describe('with providers of its own', () => {
  test.use({ role: null });

  test('begin a pull: what the screen says is never the contrary of what was recorded', async ({
    browser,
  }) => {
    // A start, beside other specs.
    test.setTimeout(180_000);
    const installation = await startOwnInstallation({});
    const context = await browser.newContext({ baseURL: installation.url });
    try {
      const page = await context.newPage();
      waitForScripts(page);
      await signInOn(page, 'admin');
      const pulls = async () => {
        const rows = await installation.ledger().query('select id, ended_at from pulls');
        return { all: rows.length, open: rows.filter(({ ended_at }) => ended_at === null).length };
      };
      for (const lost of ends) {
        await expect.poll(async () => (await pulls()).open).toBe(0);
        await page.goto('/providers');
        const { all } = await pulls();
        const button = regionOf(page, 'FRAGMENT').getByRole('button', { name: 'Pull', exact: true });
        await expect(button).toBeEnabled();
        await expectNoContrary(
          page,
          lost,
          () => button.click(),
          async () => (await pulls()).all - all,
        );
      }
    } finally {
      await context.close();
      await installation.stop();
    }
  });
});

test('an edit whose answer was lost is found in the history by the page itself, and can be undone', async ({
  page,
  person,
  context,
  problems,
  ledger,
}) => {
  problems.allow(/ERR_/);
  const amara = await person({ vero: ['newsletter'] });
  await openUser(page, amara);
  const vero = regionOf(page, 'Vero');
  await vero.getByRole('combobox', { name: 'Add tag' }).fill('prospect');
  // The answer is lost, and the connection stays away.
  await page.route('**', async (route) => {
    if (!isAction(route.request())) return route.fallback();
    await carryOut(route);
    await context.setOffline(true);
    await route.abort('internetdisconnected');
  });
  await page.keyboard.press('Enter');
  const notice = vero.getByRole('alert');
  await expect(notice).toContainText('Tagdesk did not answer about “prospect”');
  await expect(notice).toContainText('not known yet');
  await page.unrouteAll({ behavior: 'wait' });
  await context.setOffline(false);
  await expect(notice).toHaveCount(0);
  await expect(tagIn(vero, 'prospect')).toHaveAccessibleDescription(/^accepted/);
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('u');
  await expect(tagIn(vero, 'prospect')).toHaveCount(0);
  expect((await ledger.changesOf(amara.id)).map(({ operations }) => operations[0]?.verb)).toEqual([
    'remove',
    'add',
  ]);
});

test('an edit that never arrived is not called so: the history is read, and says nothing of it', async ({
  page,
  person,
  problems,
}) => {
  problems.allow(/ERR_/);
  const amara = await person({ vero: ['newsletter'] });
  await openUser(page, amara);
  const vero = regionOf(page, 'Vero');
  await vero.getByRole('combobox', { name: 'Add tag' }).fill('prospect');
  await page.route('**', (route) => (isAction(route.request()) ? route.abort('failed') : route.fallback()));
  await page.keyboard.press('Enter');
  await expect(vero.getByRole('alert')).toContainText('the history does not show it');
  await expect(vero.getByRole('alert')).toContainText(/Last read at \d\d:\d\d:\d\d/);
  await expect(vero.getByRole('alert')).not.toContainText(denials);
});
