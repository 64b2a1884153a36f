/** How the test installation and the servers beside it, which only some specs start, know each other. */

/** How the identity provider of the tests (lib/testing/identity-provider.ts) knows the installation, and people know it. */
export const identityClient = {
  id: 'tagdesk',
  secret: 'a secret & more: of the client',
  name: 'Test Identity',
};

/** Where the test installation looks for its mail server, and what it shows there. */
export const mailLogin = { user: 'desk', password: 'a-mail-password-for-tests' };

export function mailPort(): number {
  return Number(process.env.TAGDESK_E2E_SMTP_PORT);
}
