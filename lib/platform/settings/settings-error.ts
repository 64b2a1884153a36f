/** One line that names the variable and what is expected. Never holds a secret. */
export class SettingsError extends Error {
  constructor(variable: string, expectation: string) {
    super(`${variable} ${expectation}`);
    this.name = 'SettingsError';
  }
}
