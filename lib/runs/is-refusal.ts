/** Whether the database will say the same the next time. */

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
