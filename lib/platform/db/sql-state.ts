/** A SQLSTATE, or a system code such as ECONNREFUSED. */
export function sqlStateOf(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code;
  }
  return null;
}

/** SQLSTATE 23505. */
export function isUniqueViolation(error: unknown): boolean {
  return sqlStateOf(error) === '23505';
}

/** SQLSTATE 57014. */
export function isStatementTimeout(error: unknown): boolean {
  return sqlStateOf(error) === '57014';
}

/** Classes for connection, server state, conflicts and time: worth a retry. */
const passing = /^(08|40|53|55|57|58)/;
/** Socket codes (EPIPE) begin otherwise. */
const sqlState = /^(?:\d|F0|HV|P0|XX)[0-9A-Z]{3,4}$/;

/** A faulty statement or a bug; false while the database is away or busy. */
export function isRefusal(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof TypeError || cause instanceof RangeError) return true;
    if ('code' in cause && typeof cause.code === 'string' && sqlState.test(cause.code))
      return !passing.test(cause.code);
  }
  return false;
}
