/** Keys pressed before hydration are lost. */
import type { Page } from '@playwright/test';

/** Makes `goto` and `reload` wait for hydration. */
export function waitForScripts(page: Page): void {
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
  page.goto = async (url, options) => {
    const response = await goto(url, options);
    await page.waitForFunction(isListening);
    return response;
  };
  page.reload = async (options) => {
    const response = await reload(options);
    await page.waitForFunction(isListening);
    return response;
  };
}

/**
 * React marks hydrated elements; its effects follow a moment later, when `ui/disabled-until-hydrated.tsx` lifts
 * aria-disabled. Runs in the page.
 */
function isListening(): boolean {
  const landmarks = Array.from(document.querySelectorAll('main, h1'));
  const isTaken = (element: Element) => Object.keys(element).some((key) => key.startsWith('__reactFiber'));
  const isAwake = document.querySelector('div.contents[aria-disabled]') === null;
  return landmarks.length > 0 && landmarks.every(isTaken) && isAwake;
}
