/** Axe over the present screen, in both themes. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Fails with rule, place and advice of each finding. Leaves the page in the light theme. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
    const findings = violations.map(
      ({ id, impact, nodes }) =>
        `${colorScheme}: ${id} (${impact}) at ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
    );
    expect(findings).toEqual([]);
  }
}
