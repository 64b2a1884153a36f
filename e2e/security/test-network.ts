/** Cross-site, oversized and malformed requests, and headers of every answer. */
import { emailOf, password } from '../support/roles.ts';
import { expect, test } from './fixtures.ts';
import { trickyActions, trickyBodies, trickyHeaders, trickyPaths } from './network.ts';
import { pathOf } from './paths.ts';
import { leavingNoTrace } from './traces.ts';
import { origin } from './world.ts';

export function testNetwork(): void {
  test('every answer says how browsers are to treat it, errors and files too', async ({ world }) => {
    const { client, cookies } = world;
    const page = await client.ask({ path: '/users', headers: { cookie: cookies.viewer } });
    const script = /\/_next\/static\/[^"]+\.js/.exec(page.text)?.[0] ?? 'none';
    const asked = [
      page,
      await client.ask({ path: '/sign-in' }),
      await client.ask({ path: script }),
      await client.ask({ path: '/robots.txt' }),
      await client.ask({ path: '/icon.svg' }),
      await client.ask({ path: '/nowhere' }),
      await client.ask({ path: '/%' }),
      await client.ask({ path: '/api/health' }),
      await client.ask({ path: '/api/users' }),
      await client.ask({ path: '/api/users', headers: { cookie: cookies.viewer } }),
      await client.ask({ path: '/api/users', method: 'DELETE' }),
      await client.ask({ path: '/api/nowhere' }),
    ];
    expect(asked.map(({ status }) => status)).toEqual([
      200, 200, 200, 200, 200, 404, 404, 200, 401, 200, 405, 404,
    ]);
    for (const { headers } of asked) {
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'same-origin',
        'strict-transport-security': 'max-age=31536000; includeSubDomains',
        'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      });
      expect(headers).not.toHaveProperty('x-powered-by');
    }
    const scripts = (answer: typeof page) =>
      /script-src ([^;]+)/.exec(String(answer.headers['content-security-policy']))?.[1];
    expect(scripts(page)).toMatch(/^'self' 'nonce-[\w-]{36}' 'strict-dynamic'$/);
    expect(scripts(page)).not.toBe(
      scripts(await client.ask({ path: '/users', headers: { cookie: cookies.viewer } })),
    );
  });

  test('the session’s cookie is for https and for us alone', async ({ world }) => {
    const { client, action } = world;
    const { answer } = await client.signIn(action('signInAction'), emailOf('viewer'), password);
    const closed = (name: string) =>
      expect.stringMatching(
        new RegExp(
          `^__Host-tagdesk\\.${name}=[^;]+(?=.*; Path=/(;|$))(?=.*; HttpOnly)(?=.*; Secure)(?=.*; SameSite=lax)`,
          'i',
        ),
      );
    const given = [answer.headers['set-cookie'] ?? []].flat();
    expect(given.toSorted()).toEqual([closed('device'), closed('session_token')]);
    expect(given.join()).not.toMatch(/domain=/i);
  });

  test('what another site makes a browser send is refused, whatever it calls itself', async ({ world }) => {
    const { client, cookies, action, scene } = world;
    const edit = action('editTags');
    const page = pathOf(edit.page, scene);
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'https://tags.example.evil.example' },
      { origin: 'http://tags.example' },
      { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
      { origin: 'https://evil.example', forwarded: 'host=evil.example' },
      { origin: 'not an address' },
    ];
    await leavingNoTrace(world, async () => {
      for (const headers of foreign) {
        const named = { ...headers, cookie: cookies.admin };
        const told = await client.post(edit, page, JSON.stringify([{ userId: scene.userId }]), named);
        expect(told.status, JSON.stringify(headers)).toBe(403);
        for (const path of ['/api/imports', '/api/runs/uploads'])
          expect((await client.ask({ method: 'POST', path, headers: named, body: 'email\n' })).status).toBe(
            403,
          );
      }
    });
  });

  test('a body that is too long is refused with 413 and words, announced or not', async ({ world }) => {
    const { client, cookies, action, scene } = world;
    const long = 'x'.repeat(1_500_000);
    const cookie = cookies.admin;
    await leavingNoTrace(world, async () => {
      for (const unannounced of [false, true]) {
        for (const path of ['/api/imports', '/api/runs/uploads']) {
          const body = `email\n${`${long.slice(0, 200)}\n`.repeat(7_000)}`;
          const told = await client.ask({
            method: 'POST',
            path,
            headers: { cookie, origin },
            body,
            unannounced,
          });
          expect([told.status, told.text], path).toEqual([413, expect.stringContaining('longer than 1 MiB')]);
        }
        for (const name of ['editTags', 'signInAction']) {
          const called = action(name);
          const told = await client.ask({
            method: 'POST',
            path: name === 'signInAction' ? '/sign-in' : pathOf(called.page, scene),
            headers: { cookie, origin, 'next-action': called.id, 'content-type': 'text/plain;charset=UTF-8' },
            body: JSON.stringify([{ note: long }]),
            unannounced,
          });
          expect(told.status, name).toBe(413);
          // With a known length it is refused in words that the page can show.
          if (!unannounced) expect(told.headers['content-type']).toBe('text/plain');
        }
      }
    });
  });

  test('a body that never ends is not waited for, also where files may take hours', async ({ world }) => {
    const [action, ...files] = await world.slow;
    expect(action?.answer).toMatch(/^HTTP\/1\.1 408 /);
    for (const { answer } of files) expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    for (const { seconds } of await world.slow) expect(seconds).toBeLessThan(60);
  });

  test('odd paths, headers, actions and bodies open nothing and break nothing', async ({ world }) => {
    const { client, cookies, action, person, scene } = world;
    const members = emailOf('support');
    await leavingNoTrace(world, async () => {
      const answers = [
        ...(await Promise.all(trickyPaths.map((path) => client.ask({ path })))),
        ...(await Promise.all(
          trickyHeaders.flatMap((headers) =>
            ['/users', '/api/users', `/users/${scene.userId}`].map((path) => client.ask({ path, headers })),
          ),
        )),
        ...(await Promise.all(
          trickyActions.map((id) => client.post({ id }, '/users', '[]', { cookie: cookies.viewer })),
        )),
      ];
      for (const { status, headers, text } of answers) {
        expect(status).toBeLessThan(500);
        expect(text).not.toContain(members);
        expect(text).not.toContain(person.email);
        expect(String(headers.location ?? '')).not.toMatch(/evil|127\.0\.0\.1|^\/\//);
      }
      const edit = action('editTags');
      await Promise.all(
        trickyBodies.map((body) =>
          client.post(edit, pathOf(edit.page, scene), body, { cookie: cookies.admin }),
        ),
      );
      expect((await client.ask({ path: '/users', headers: { cookie: cookies.admin } })).status).toBe(200);
    });
  });
}
