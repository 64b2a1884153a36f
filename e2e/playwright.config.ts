import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, devices } from '@playwright/test';
import { findFreePort } from './support/installation.ts';
import { admin } from './support/roles.ts';
import { identityClient, mailLogin, mailPort } from './support/servers-beside.ts';

/**
 * Each run has its own installation: build, worker, sandbox and an empty database. TAGDESK_E2E_PORT,
 * TAGDESK_CHROMIUM and TAGDESK_E2E_DATABASE_URL choose port, browser and database server. No retries: a flaky
 * test fails.
 */

// Workers load this file again and must find the same folder and port.
process.env.TAGDESK_E2E_PORT ??= String(await findFreePort());
process.env.TAGDESK_E2E_DATA_DIR ??= mkdtempSync(join(tmpdir(), 'tagdesk-e2e-'));
process.env.TAGDESK_E2E_IDENTITY_PORT ??= String(await findFreePort());
process.env.TAGDESK_E2E_SMTP_PORT ??= String(await findFreePort());
const dataDir = process.env.TAGDESK_E2E_DATA_DIR;
const port = process.env.TAGDESK_E2E_PORT;
const baseURL = `http://localhost:${port}`;

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // For busy machines: a passing test does not wait for it.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: process.env.CI
    ? [['list']]
    : [['list'], ['html', { open: 'never', outputFolder: '../playwright-report' }]],
  globalSetup: './support/set-up.ts',
  use: {
    ...devices['Desktop Chrome'],
    baseURL,
    viewport: { width: 1440, height: 900 },
    // Recording takes a third of the time, and CI keeps no traces.
    trace: process.env.CI ? 'off' : 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.TAGDESK_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
  },
  webServer: {
    command: 'node lib/tooling/cli/start.mjs',
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    url: `${baseURL}/api/health`,
    timeout: 600_000,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
    env: {
      PORT: port,
      DATABASE_URL: process.env.TAGDESK_E2E_DATABASE_URL ?? '',
      TAGDESK_DATA_DIR: dataDir,
      TAGDESK_SANDBOX: '1',
      TAGDESK_ADMIN_EMAIL: admin.email,
      TAGDESK_ADMIN_PASSWORD: admin.password,
      // Only the specs of single sign-on start it.
      OIDC_ISSUER: `http://127.0.0.1:${process.env.TAGDESK_E2E_IDENTITY_PORT}`,
      OIDC_CLIENT_ID: identityClient.id,
      OIDC_CLIENT_SECRET: identityClient.secret,
      OIDC_NAME: identityClient.name,
      // Only the specs of mail start it.
      TAGDESK_SMTP_URL: `smtp://${mailLogin.user}:${mailLogin.password}@127.0.0.1:${mailPort()}`,
      TAGDESK_MAIL_FROM: 'Tagdesk of the tests <desk@e2e.tagdesk.example>',
    },
  },
});
