/** Headers of every answer: pages, routes, files and errors. Pages get a policy of their own from admit-page.ts. */

/** What is no page runs nothing and is framed by nobody. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const yearInSeconds = 365 * 24 * 60 * 60;

/** `appUrl`: the address people use; behind https browsers are told to stay there. */
export function answerHeaders(appUrl: string | null): Record<string, string> {
  return {
    'content-security-policy': policy,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    ...(appUrl?.startsWith('https:')
      ? { 'strict-transport-security': `max-age=${yearInSeconds}; includeSubDomains` }
      : {}),
  };
}
