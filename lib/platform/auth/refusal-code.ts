/** What better-auth refused with. */

/**
 * The code (`MEMBER_DISABLED`), '' for a refusal without one, null for any other error. Told by the shape: the build
 * holds better-auth once for pages and once for routes, so the class of one is not that of the other.
 */
export function refusalCodeOf(error: unknown): string | null {
  if (!(error instanceof Error) || error.name !== 'APIError' || !('body' in error)) return null;
  const { body } = error;
  const hasCode = typeof body === 'object' && body !== null && 'code' in body;
  return hasCode && typeof body.code === 'string' ? body.code : '';
}
