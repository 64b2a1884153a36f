/** Where the test installation looks for its mail server, and what it shows there. */
export const mailLogin = { user: 'desk', password: 'a-mail-password-for-tests' };

export function mailPort(): number {
  return Number(process.env.TAGDESK_E2E_SMTP_PORT);
}
