import { expect, test } from 'vitest';
import {
  type DatabaseErrorKind,
  DatabaseSilent,
  databaseErrorOf,
  databaseErrorOfKind,
} from './database-error.ts';

const coded = (code: string, message = 'words') => Object.assign(new Error(message), { code });
/** As drizzle throws it: the parameters are in the message. */
const wrapped = (cause: unknown, typed = '') =>
  Object.assign(new Error(`Failed query: insert\nparams: ${typed}`, { cause }), { query: 'insert' });

test.each<[DatabaseErrorKind, Error]>([
  ['silent', new DatabaseSilent(17_000)],
  ['silent', new Error('timeout exceeded when trying to connect')],
  ['silent', new Error('Connection terminated due to connection timeout')],
  ['refusing', coded('ECONNREFUSED')],
  ['refusing', new AggregateError([coded('ECONNREFUSED')], '')],
  ['refusing', coded('ENOENT', 'connect ENOENT /run/postgresql/.s.PGSQL.5432')],
  ['refusing', coded('57P03', 'the database system is starting up')],
  ['crowded', coded('53300')],
  ['crowded', coded('08P01', 'no more connections allowed (max_client_conn)')],
  ['restarting', coded('57P01')],
  ['broken', new Error('Connection terminated unexpectedly')],
  ['broken', coded('ECONNRESET')],
  ['broken', coded('08006')],
  ['broken', coded('08P01', 'server conn crashed?')],
  ['full', coded('53100')],
  ['full', coded('58030', 'could not write to file "base/1": Disk quota exceeded')],
  ['read-only', coded('25006')],
  ['out-of-memory', coded('53200')],
  ['slow', coded('57014')],
  ['slow', coded('55P03')],
])('%s: %s, however it is wrapped', (kind, error) => {
  for (const seen of [error, wrapped(error), new Error('outer', { cause: wrapped(error) })])
    expect(databaseErrorOf(seen)?.kind).toBe(kind);
});

test.each([
  new TypeError('x is not a function'),
  coded('23505'),
  coded('ENOENT', "ENOENT: no such file or directory, open 'file.csv'"),
  coded('22P02', 'invalid input syntax: "too many connections"'),
  wrapped(coded('22001'), 'too many clients, could not write: No space left on device'),
  'text',
])('a fault of the program, or what somebody typed, is none of the database’s: %s', (error) => {
  expect(databaseErrorOf(error)).toBeNull();
});

test('only a refusal of the database itself proves that nothing was written', () => {
  const kinds: DatabaseErrorKind[] = ['silent', 'restarting', 'broken'];
  for (const kind of kinds) expect(databaseErrorOfKind(kind).mayHaveWritten).toBe(true);
  for (const kind of ['refusing', 'crowded', 'full', 'read-only', 'out-of-memory', 'slow'] as const)
    expect(databaseErrorOfKind(kind).mayHaveWritten).toBe(false);
});
