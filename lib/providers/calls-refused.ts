/** Why a call was not let out. Nothing was sent. */

/** The provider asked for a pause that is longer than callers wait. */
export class CallsPaused extends Error {
  readonly remainingMs: number;

  constructor(remainingMs: number) {
    super(`Paused for ${remainingMs} ms.`);
    this.name = 'CallsPaused';
    this.remainingMs = remainingMs;
  }
}

/** Whether the call may go out could not be found out. */
export class BudgetUnavailable extends Error {
  constructor(options: ErrorOptions) {
    super('Tagdesk’s database did not say whether a call may go out.', options);
    this.name = 'BudgetUnavailable';
  }
}
