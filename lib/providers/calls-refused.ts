/** The provider asked for a pause longer than callers wait. */
export class CallsPaused extends Error {
  readonly remainingMs: number;

  constructor(remainingMs: number) {
    super(`Paused for ${remainingMs} ms.`);
    this.name = 'CallsPaused';
    this.remainingMs = remainingMs;
  }
}

/** The budget could not be asked. */
export class BudgetUnavailable extends Error {
  constructor(options: ErrorOptions) {
    super('Tagdesk’s database did not say whether a call may go out.', options);
    this.name = 'BudgetUnavailable';
  }
}
