import { createPerson } from '../support/person.ts';
import { expect, test } from './fixtures.ts';
import { pathOf } from './paths.ts';
import { storm } from './storm.ts';

export function testStrain(): void {
  test('who takes out too many files is told when to come back, and nobody else is', async ({ world }) => {
    const { client, cookies } = world;
    const take = (cookie: string) => client.ask({ path: '/api/users/export', headers: { cookie } });
    let told = await take(cookies.marketer);
    for (let files = 0; files < 40 && told.status === 200; files += 1) told = await take(cookies.marketer);
    expect(told.status).toBe(429);
    expect(Number(told.headers['retry-after'])).toBeGreaterThan(3_000);
    expect(told.text).toContain('You have made 40 exports within an hour');
    expect((await take(cookies.admin)).status).toBe(200);
  });

  test('two hundred at once are answered or told to come back, and then all is well', async ({ world }) => {
    const { client, cookies } = world;
    for (const path of ['/api/users?q=customer', '/users']) {
      const statuses = await storm(world, path, cookies.viewer, 3);
      expect(Object.keys(statuses).filter((status) => !['200', '429', '503'].includes(status))).toEqual([]);
      expect(statuses[200]).toBeGreaterThan(0);
      expect((await client.ask({ path, headers: { cookie: cookies.viewer } })).status).toBe(200);
    }
  });

  test('a user’s page stands in outline while its reading is slow', async ({ world }) => {
    const { client, cookies, ledger, sandbox } = world;
    const headers = { cookie: cookies.viewer };
    const ada = await createPerson(ledger, sandbox, { vero: ['newsletter'] });
    const outline = 'aria-busy="true"';
    const release = await ledger.lock('changes');
    const { body } = await fetch(`${client.url}/users/${ada.id}`, { headers });
    const pieces = (body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).values();
    let html = '';
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
      html += next.value;
      if (html.includes(outline)) break;
    }
    expect(html).not.toContain(ada.name);
    await release();
    for await (const piece of pieces) html += piece;
    expect(html).toContain(ada.name);
  });

  test('a provider that hangs holds up nobody but the edits that wait for it', async ({ world }) => {
    const { client, cookies, action, ledger, sandbox, scene } = world;
    const patient = await createPerson(ledger, sandbox, { vero: ['newsletter'], fragment: { plan: 'team' } });
    const edit = action('editTags');
    const change = (asked: object) =>
      client.act(edit, pathOf(edit.page, scene), { userId: patient.id, note: '', ...asked }, cookies.support);
    await sandbox.fault({
      provider: 'vero',
      kind: 'timeout',
      match: { user: patient.ids.vero },
      times: null,
    });
    const edits = Array.from({ length: 200 }, (_, index) =>
      change({ provider: 'vero', operations: [{ verb: 'add', key: `hanging-${index}`, value: null }] }),
    );
    const reads = await Promise.all(
      Array.from({ length: 20 }, () =>
        client.ask({ path: '/api/users', headers: { cookie: cookies.viewer } }),
      ),
    );
    expect(reads.map(({ status }) => status)).toEqual(reads.map(() => 200));
    const results = await Promise.all(edits);
    expect(results.filter(({ ok, error }) => !ok && error?.code !== 'busy')).toEqual([]);
    await sandbox.clearFaults();
    const other = await change({
      provider: 'fragment',
      operations: [{ verb: 'set', key: 'after', value: 'the storm' }],
    });
    expect(other).toMatchObject({ ok: true, value: { outcome: 'confirmed' } });
  });

  test('a provider’s trouble is understood, whichever part of the program made its client', async ({
    world,
  }) => {
    const { client, cookies, action, sandbox, scene, person } = world;
    const read = action('refreshUser');
    const match = { user: person.ids.capillary };
    await sandbox.fault({ provider: 'capillary', kind: 'status', status: 500, match, times: null });
    const input = { userId: person.id, provider: 'capillary' };
    const told = await client.act(read, pathOf(read.page, scene), input, cookies.support);
    await sandbox.clearFaults();
    expect(told).toMatchObject({ ok: true, value: [{ provider: 'capillary', state: 'failed' }] });
  });

  test('a database that stands still makes Tagdesk busy, not broken', async ({ world }) => {
    const { client, cookies, ledger } = world;
    const headers = { cookie: cookies.viewer };
    const read = () => client.ask({ path: '/api/users', headers });
    const release = await ledger.lock('users');
    const asked = Array.from({ length: 200 }, read);
    // Those with a connection wait, all others are told to come back.
    await Promise.any(
      asked.map(async (answer) => {
        if ((await answer).status !== 503) throw new Error('Not yet.');
      }),
    );
    await release();
    const answers = await Promise.all(asked);
    const busy = answers.filter(({ status }) => status === 503);
    expect(answers.filter(({ status }) => status !== 200 && status !== 503)).toEqual([]);
    expect(busy.length).toBeGreaterThan(0);
    for (const { headers: told, text } of busy) {
      expect(Number(told['retry-after'])).toBeGreaterThan(0);
      expect(text).toContain('Try again in a few seconds.');
    }
    expect((await read()).status).toBe(200);
  });
}
