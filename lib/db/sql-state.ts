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
