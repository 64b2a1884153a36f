import type { Page } from '@playwright/test';
import { untilPainted } from './page-marks.ts';

/** Of a fast typist. */
export const keyPauseMs = 90;

/** Each painted before the next. */
export async function pressKeys(page: Page, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key, { delay: 20 });
    await page.evaluate(untilPainted);
  }
}
