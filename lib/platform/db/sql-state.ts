/** What PostgreSQL says went wrong, however far drizzle and others have wrapped it. */
/** The first code among an error and its causes: a SQLSTATE, or a system's code such as ECONNREFUSED. */
export function sqlStateOf(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code;
  }
  return null;
}

/** SQLSTATE 23505: somebody else was first. */
export function isUniqueViolation(error: unknown): boolean {
  return sqlStateOf(error) === '23505';
}

/** SQLSTATE 57014: the statement took longer than it may. */
export function isStatementTimeout(error: unknown): boolean {
  return sqlStateOf(error) === '57014';
}

/** SQLSTATE classes of the connection, the server's state, collisions and time: waiting helps with those. */
const passing = /^(08|40|53|55|57|58)/;
/** As PostgreSQL writes them; the codes of sockets (EPIPE) begin otherwise. */
const sqlState = /^(?:\d|F0|HV|P0|XX)[0-9A-Z]{3,4}$/;

/** True for a statement at fault and for a mistake of our own; false while the database is only away or busy. */
export function isRefusal(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof TypeError || cause instanceof RangeError) return true;
    if ('code' in cause && typeof cause.code === 'string' && sqlState.test(cause.code))
      return !passing.test(cause.code);
  }
  return false;
}
