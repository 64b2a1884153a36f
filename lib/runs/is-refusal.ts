/** Whether the database will say the same the next time. */

/** SQLSTATE classes 22, 23, 42, 54 and a statement that took too long: the statement is at fault, waiting will not help. */
export function isRefusal(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && /^(22|23|42|54|57014)/.test(cause.code))
      return true;
  }
  return false;
}
