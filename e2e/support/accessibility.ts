import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Fails with rule, place and advice. Leaves the page in the light theme. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.evaluate(untilStill);
    const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
    const findings = violations.map(
      ({ id, impact, nodes }) =>
        `${colorScheme}: ${id} (${impact}) at ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
    );
    expect(findings).toEqual([]);
  }
}

/**
 * Runs in the page: waits until two idle periods added and removed no element, up to a limit. Rows outside
 * the window come and go when idle; one that leaves while axe looks has no size.
 */
async function untilStill(): Promise<void> {
  const idle = () => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 300 }));
  let hasChanged = true;
  const observer = new MutationObserver(() => {
    hasChanged = true;
  });
  observer.observe(document, { childList: true, subtree: true });
  for (let look = 0; hasChanged && look < 10; look += 1) {
    hasChanged = false;
    await idle();
    await idle();
  }
  observer.disconnect();
}
