/** Holds requests of a page until released. */
import type { Page, Request, Route } from '@playwright/test';

export type Held = {
  arrived: Promise<void>;
  release(): Promise<void>;
};

/** Next names it in a header. */
export const isAction = (request: Request) =>
  request.method() === 'POST' && 'next-action' in request.headers();

/** `end`: how they then go on, by default to Tagdesk. */
export async function hold(
  page: Page,
  which: (request: Request) => boolean,
  end: (route: Route) => Promise<void> = (route) => route.fallback(),
): Promise<Held> {
  const arrival = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  await page.route('**', async (route) => {
    if (!which(route.request())) return route.fallback();
    arrival.resolve();
    await gate.promise;
    await end(route);
  });
  return {
    arrived: arrival.promise,
    release: async () => {
      gate.resolve();
      await page.unrouteAll({ behavior: 'wait' });
    },
  };
}
