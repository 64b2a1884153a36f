import { type Browser, type BrowserContext, chromium } from '@playwright/test';
import { findOrInstallChromium } from '#lib/tooling/cli/chromium.ts';
import { openIn } from '#lib/tooling/cli/resources.ts';
import type { Installation } from '../system/installation.ts';

export async function openBrowser(resources: AsyncDisposableStack): Promise<Browser> {
  const options = {
    executablePath: findOrInstallChromium(process.env),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      // Exact times and memory.
      '--enable-precise-memory-info',
      '--js-flags=--expose-gc',
    ],
  };
  return openIn(
    resources,
    () => chromium.launch(options),
    (browser) => browser.close(),
  );
}

/** With an empty cache, in a laptop's window. */
export async function signedInContext(
  browser: Browser,
  { url, cookie }: Installation,
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const [name = '', value = ''] = cookie.split('=', 2);
  await context.addCookies([{ name, value, url }]);
  return context;
}
