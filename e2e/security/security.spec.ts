import { randomUUID } from 'node:crypto';
import { expect, test } from '../fixtures.ts';

const reads = ['/api/users', '/api/users/count', '/api/providers', '/api/tags?provider=vero', '/api/views'];

test.describe('without a session', () => {
  test.use({ role: null });

  for (const path of reads) {
    test(`${path} answers 401`, async ({ request }) => {
      const response = await request.get(path);
      expect(response.status()).toBe(401);
      expect((await response.json()).error.code).toBe('unauthenticated');
    });
  }

  test('nothing can be imported', async ({ request }) => {
    const response = await request.post('/api/imports', { data: 'email\nx@customers.example\n' });
    expect(response.status()).toBe(401);
  });

  test('a forged cookie opens nothing', async ({ request }) => {
    const cookie = `tagdesk.session_token=${randomUUID()}.${encodeURIComponent('c2lnbmF0dXJl')}`;
    expect((await request.get('/api/users', { headers: { cookie } })).status()).toBe(401);
  });

  test('health says that it works and which version it is, and nothing else', async ({ request }) => {
    const response = await request.get('/api/health');
    expect(response.status()).toBe(200);
    expect(await response.json()).toEqual({
      status: 'ok',
      database: 'ok',
      worker: 'ok',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    });
  });
});

test.describe('a viewer', () => {
  test.use({ role: 'viewer' });

  test('may not import, and the attempt is recorded', async ({ request, page, ledger }) => {
    const email = `refused-${randomUUID()}@customers.example`;
    const response = await request.post('/api/imports', { data: `email\n${email}\n` });
    expect(response.status()).toBe(403);
    expect(await ledger.query('select 1 from users where email = $1', [email])).toEqual([]);
    const recorded = await ledger.query(
      "select 1 from audit_events where kind = 'action.denied' and subject = 'importUsers'",
    );
    expect(recorded).not.toEqual([]);
    await page.goto('/users/import');
    await expect(page.getByText('Your role (viewer) does not allow imports.')).toBeVisible();
  });

  test('is not offered to check a connection', async ({ page }) => {
    await page.goto('/providers');
    await expect(page.getByRole('region', { name: 'Vero' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Check connection' })).toHaveCount(0);
  });
});

test('a script that got into a page as markup does not run', async ({ page, problems }) => {
  problems.allow(/Content Security Policy/);
  await page.goto('/users');
  const ran = await page.evaluate(() => {
    const button = document.createElement('div');
    button.innerHTML = '<img src="data:," onerror="window.planted = true">';
    document.body.append(button);
    return new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
    });
  });
  expect(ran).toBe('script-src-attr');
});

test.describe('a marketer', () => {
  test.use({ role: 'marketer' });

  test('is not used by another site', async ({ request }) => {
    const response = await request.post('/api/imports', {
      data: 'email\nx@customers.example\n',
      headers: { origin: 'https://another-site.example' },
    });
    expect(response.status()).toBe(403);
  });
});
