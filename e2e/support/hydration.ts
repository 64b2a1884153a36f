/** A page from the server shows everything before its scripts have taken it over; keys pressed in between are lost. */
import type { Page } from '@playwright/test';

/** Makes `goto` and `reload` wait until the screen listens, as a person does without knowing. */
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
 * React marks the elements that it has taken over; its effects, keys among them, come a moment later, when what waits for
 * them (`ui/until-awake.tsx`) is no longer said to be off. Runs in the page.
 */
function isListening(): boolean {
  const landmarks = Array.from(document.querySelectorAll('main, h1'));
  const isTaken = (element: Element) => Object.keys(element).some((key) => key.startsWith('__reactFiber'));
  const isAwake = document.querySelector('div.contents[aria-disabled]') === null;
  return landmarks.length > 0 && landmarks.every(isTaken) && isAwake;
}
