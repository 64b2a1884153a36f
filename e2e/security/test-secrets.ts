/** Searches for leaked secrets. Last: it covers what all other tests left. */
import { expect, test } from './fixtures.ts';
import { pathOf, queries, routes } from './paths.ts';
import { lastChange, provoke, provokeMail, readBundle } from './provoke.ts';
import { findInDatabase } from './traces.ts';

export function testSecrets(): void {
  test('no secret stands in the bundle, an answer, a log or the database, whatever went wrong', async ({
    world,
  }) => {
    const { installation, client, cookies, action, ledger, scene, secrets, entryPoints } = world;
    await provoke(world);
    const links = await provokeMail(world);
    for (const pattern of [...entryPoints.pages, ...Object.keys(routes)].filter(
      (path) => !path.startsWith('/_'),
    )) {
      const path = `${pathOf(pattern, { ...scene, changeId: await lastChange(ledger) })}${queries[pattern] ?? ''}`;
      await client.ask({ path, headers: { cookie: cookies.admin } });
    }
    const heard = client.heard.join('\n');
    // Typed into the wrong field: only who typed it sees it again.
    await client.signIn(action('signInAction'), secrets[0] ?? '', secrets[0] ?? '');
    const places = { answers: heard, logs: installation.output(), bundle: readBundle() };
    const found = Object.entries(places).flatMap(([place, text]) =>
      secrets.filter((secret) => text.includes(secret)).map((secret) => `${place}: ${secret}`),
    );
    expect(found).toEqual([]);
    expect(await findInDatabase(ledger, secrets)).toEqual([]);
    // A link's token is for its maker and its mailbox.
    expect(links.filter((link) => places.logs.includes(link))).toEqual([]);
    expect(await findInDatabase(ledger, links)).toEqual([]);
    expect(await findInDatabase(ledger, ['550 Not [redacted] [redacted] [redacted]'])).toEqual([
      'audit_events: 550 Not [redacted] [redacted] [redacted]',
    ]);
    // The search works: what is no secret is found.
    expect(heard).toContain(world.person.email);
    expect(await findInDatabase(ledger, ['[redacted]', world.person.email])).toEqual(
      expect.arrayContaining(['changes: [redacted]', `users: ${world.person.email}`]),
    );
    expect(places.bundle.length).toBeGreaterThan(100_000);
  });
}
