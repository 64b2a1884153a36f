/** Health answers come soon, whatever the database does. */
import { DatabaseSilent } from '#lib/db/database-trouble.ts';

const patienceMs = 3_000;

/** As `asked`, or a rejection after three seconds. */
export function withPatience<T>(asked: PromiseLike<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new DatabaseSilent(patienceMs)), patienceMs);
  return Promise.race([asked, promise]).finally(() => clearTimeout(timer));
}
