const messages = {
  'not-invited': 'You are known, but not a member here. Ask an admin for an invitation to your e-mail.',
  unverified:
    'The sign-on service does not vouch for your e-mail. Ask whoever runs it, or sign in with a password.',
  disabled: 'Your access has been switched off. Ask an admin.',
  expired: 'This took too long, or was begun in another browser. Try again.',
  unreachable: 'The sign-on service does not answer. Try again, or sign in with a password.',
  failed: 'The sign-on service did not let you in. Try again, or sign in with a password.',
  busy: 'Too many attempts. Try again in a minute.',
} as const;

export type OidcRefusal = keyof typeof messages;

/** null: unknown text, which is never shown. */
export function refusalMessage(refusal: string | undefined): string | null {
  return Object.entries(messages).find(([key]) => key === refusal)?.[1] ?? null;
}
