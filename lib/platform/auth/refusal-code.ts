/** '' for a refusal without a code. By shape, not class: the build bundles better-auth twice. */
export function refusalCodeOf(error: unknown): string | null {
  if (!(error instanceof Error) || error.name !== 'APIError' || !('body' in error)) return null;
  const { body } = error;
  const hasCode = typeof body === 'object' && body !== null && 'code' in body;
  return hasCode && typeof body.code === 'string' ? body.code : '';
}
