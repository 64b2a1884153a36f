/** Holds what a page asks of Tagdesk until a test lets it go on: answers that are on their way for as long as it takes. */
import type { Page, Request, Route } from '@playwright/test';

export type Held = {
  /** Resolves once a request is held. */
  arrived: Promise<void>;
  /** Lets everything go on, what was held and what comes. */
  release(): Promise<void>;
};

/** A server action: Next names it in a header. */
export const isAction = (request: Request) =>
  request.method() === 'POST' && 'next-action' in request.headers();

/** Holds the requests that `which` picks; `end`: how they go on then, to Tagdesk unless given. */
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
