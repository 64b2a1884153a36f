/** Health answers come soon, whatever the database does. */

const patienceMs = 3_000;

/** As `asked`, or a rejection after three seconds. */
export function withPatience<T>(asked: PromiseLike<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('The database did not answer in time.')), patienceMs);
  return Promise.race([asked, promise]).finally(() => clearTimeout(timer));
}
