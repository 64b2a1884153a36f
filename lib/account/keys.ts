/** Keys under which the account page keeps what it reads. Browser-safe. */
export const accountKeys = { own: ['account'] as const };
