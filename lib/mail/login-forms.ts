/** The login of a mail server in the forms in which it travels (RFC 4616, AUTH LOGIN), for whoever keeps it out of texts. */
export function loginForms({ user, password }: { user: string; password: string }): string[] {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  return [password, base64(password), base64(`\0${user}\0${password}`)];
}
