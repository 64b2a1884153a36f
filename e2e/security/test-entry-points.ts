import { roles } from '../support/roles.ts';
import { expect, test } from './fixtures.ts';
import { pages, pathOf, queries, routes } from './paths.ts';
import { actions, othersThings } from './table.ts';
import { leavingNoTrace } from './traces.ts';
import { origin } from './world.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const forged = `tagdesk.session_token=${'a'.repeat(32)}.${encodeURIComponent('c2lnbmF0dXJl')}; __Host-tagdesk.session_token=x.y`;

const junk: unknown[] = [
  null,
  ['text'],
  {
    userId: 999_999_999,
    viewId: -1,
    runId: 1e21,
    changeId: '1; drop table users',
    memberId: { $ne: null },
    provider: '__proto__',
    operations: [{}],
    constructor: { prototype: {} },
  },
];

export function testEntryPoints(): void {
  test('every page, route and action of the build stands in the table, and no other', ({ world }) => {
    expect(world.entryPoints.pages.toSorted()).toEqual(Object.keys(pages).sort());
    expect(world.entryPoints.routes.toSorted()).toEqual(Object.keys(routes).sort());
    expect(world.entryPoints.actions.map(({ name }) => name).sort()).toEqual(Object.keys(actions).sort());
  });

  test('no action does anything without a session, for a role that may not, or with junk', async ({
    world,
  }) => {
    const { client, cookies, entryPoints, scene } = world;
    const audit = await leavingNoTrace(world, async () => {
      for (const action of entryPoints.actions) {
        const entry = actions[action.name];
        if (!entry || entry === 'open') continue;
        const page = pathOf(action.page, scene);
        const codeOf = async (input: unknown, cookie: string) =>
          (await client.act(action, page, input, cookie)).error?.code ?? 'done';
        for (const cookie of ['', forged])
          expect(
            await codeOf(entry === 'own' ? null : entry.input(scene), cookie),
            `${action.name} by nobody`,
          ).toBe('unauthenticated');
        if (entry === 'own') continue;
        await Promise.all(
          roles.map(async (role) => {
            const inputs = entry.may.includes(role) ? junk : [entry.input(scene), null];
            const codes = await Promise.all(inputs.map((input) => codeOf(input, cookies[role])));
            const told = entry.may.includes(role) ? ['invalid', 'not-found'] : ['forbidden'];
            expect(
              codes.filter((code) => !told.includes(code)),
              `${action.name} by ${role}`,
            ).toEqual([]);
          }),
        );
      }
    });
    expect(Object.keys(audit)).toEqual(['action.denied']);
  });

  test('what belongs to somebody else stays theirs', async ({ world }) => {
    const { client, cookies, action, scene } = world;
    await leavingNoTrace(world, async () => {
      for (const { name, roles: tried, code, input } of othersThings) {
        for (const role of tried) {
          const page = pathOf(action(name).page, scene);
          const result = await client.act(action(name), page, input(scene), cookies[role]);
          expect(result.error?.code, `${name} by ${role}`).toBe(code);
        }
      }
    });
  });

  test('routes answer those who may, tell the others, and know no other methods', async ({ world }) => {
    const { client, cookies, scene } = world;
    await leavingNoTrace(world, async () => {
      for (const [pattern, entry] of Object.entries(routes)) {
        const path = `${pathOf(pattern, scene)}${queries[pattern] ?? ''}`;
        for (const method of methods) {
          const statusOf = async (cookie: string) =>
            (await client.ask({ method, path, headers: { cookie, origin } })).status;
          if (entry === 'token') {
            if (method === 'GET') expect(await statusOf(cookies.admin), path).toBe(401);
            continue;
          }
          if (entry === 'open') {
            if (method === 'GET') expect(await statusOf(''), path).toBeLessThan(500);
            continue;
          }
          if (entry === 'secret') {
            for (const cookie of ['', cookies.admin])
              expect(await statusOf(cookie), `${method} ${path}`).toBe(method === 'POST' ? 404 : 405);
            continue;
          }
          const may = entry === 'public' ? undefined : entry[method as 'GET' | 'POST'];
          if (entry === 'public') {
            if (method === 'GET') expect(await statusOf(''), path).toBe(200);
          } else if (!may) {
            expect(await statusOf(cookies.admin), `${method} ${path}`).toBe(405);
          } else {
            for (const cookie of ['', forged]) expect(await statusOf(cookie), `${method} ${path}`).toBe(401);
            for (const role of roles) {
              // An empty file is invalid, but only for who may send files.
              const found = entry.sandboxOnly || (entry.owned && role !== 'admin') ? 404 : 200;
              const allowed = method === 'GET' ? found : 400;
              expect(await statusOf(cookies[role]), `${method} ${path} by ${role}`).toBe(
                may.includes(role) ? allowed : 403,
              );
            }
          }
        }
      }
    });
  });

  test('pages lead strangers to the sign-in, and tell members what their role does not allow', async ({
    world,
  }) => {
    const { client, cookies, person, scene } = world;
    const refusal = /Your role .{0,20}does not allow/;
    await leavingNoTrace(world, async () => {
      for (const [pattern, entry] of Object.entries(pages)) {
        if (entry === 'public') continue;
        const path = pathOf(pattern, scene);
        for (const headers of [
          {},
          { cookie: forged },
          { rsc: '1' },
          { rsc: '1', 'next-router-prefetch': '1' },
        ]) {
          const { status, headers: told, text } = await client.follow({ path, headers });
          // A script's request gets its redirect inside a 200.
          const place = told.location ?? /NEXT_REDIRECT;\w+;([^;]+);307/.exec(text)?.[1];
          expect([200, 307], `${path} for nobody`).toContain(status);
          if (!('next-router-prefetch' in headers))
            expect(place, `${path} ${JSON.stringify(headers)}`).toMatch(/^\/sign-in(\?.*)?$/);
          expect(text).not.toContain(person.email);
        }
        for (const role of roles) {
          const { status, text } = await client.ask({ path, headers: { cookie: cookies[role] } });
          expect(status, `${path} for ${role}`).toBe(entry.sandboxOnly ? 404 : 200);
          expect(refusal.test(text), `${path} for ${role}`).toBe(!entry.may.includes(role));
        }
      }
    });
  });
}
