/** For the identity provider of lib/testing/identity-provider.ts. */
export const identityClient = {
  id: 'tagdesk',
  secret: 'a secret & more: of the client',
  name: 'Test Identity',
};

/** What the installation expects of its mail server. */
export const mailLogin = { user: 'desk', password: 'a-mail-password-for-tests' };

export function mailPort(): number {
  return Number(process.env.TAGDESK_E2E_SMTP_PORT);
}
