/** Fails on console errors, exceptions and failed requests. */
import type { Page } from '@playwright/test';

export type Problems = {
  /** Expected problems, by their text. */
  allow(pattern: RegExp): void;
  unexpected(): string[];
};

export function watchProblems(page: Page): Problems {
  const found: string[] = [];
  const allowed: RegExp[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') found.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => found.push(`exception: ${error.message}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'failed';
    // Leaving a page aborts its requests, in Chromium's and Firefox's words.
    if (!['net::ERR_ABORTED', 'NS_BINDING_ABORTED'].includes(reason))
      found.push(`request: ${request.method()} ${request.url()} ${reason}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) {
      found.push(`answer: ${response.status()} ${response.request().method()} ${response.url()}`);
    }
  });
  return {
    allow: (pattern) => void allowed.push(pattern),
    unexpected: () => found.filter((text) => !allowed.some((pattern) => pattern.test(text))),
  };
}
