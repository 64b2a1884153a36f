/** Messages for database errors. Light: the log loads it in every process. */

export type DatabaseErrorKind = keyof typeof databaseErrors;

/**
 * `words`: what is wrong; `cure`: what to do. `isAway`: nothing is answered. `refusesWrites`: reads still
 * work. `mayHaveWritten`: the answer was lost, so it may have been applied.
 */
export type DatabaseError = {
  kind: DatabaseErrorKind;
  words: string;
  cure: string;
  /** Of the Retry-After header. */
  retryAfterSeconds: number;
  isAway: boolean;
  refusesWrites: boolean;
  mayHaveWritten: boolean;
};

type Entry = Omit<DatabaseError, 'kind'> & { codes: RegExp; says?: RegExp };

const soon = 'Try again in a few seconds.';
const tellAdmin = 'If it stays so, tell an admin.';
const away = { retryAfterSeconds: 5, isAway: true, refusesWrites: false };
const refused = { mayHaveWritten: false };
const lost = { mayHaveWritten: true };
const noWrites = { retryAfterSeconds: 30, isAway: false, refusesWrites: true, ...refused };

/** SQLSTATEs and socket codes; `says`: for errors without either. The first match counts. */
const databaseErrors = {
  silent: {
    codes: /^TAGDESK_SILENT$/,
    says: /^(timeout exceeded when trying to connect|timeout expired|Connection terminated due to connection timeout)/,
    words: 'Tagdesk’s database does not answer.',
    cure: `${soon} ${tellAdmin}`,
    ...away,
    ...lost,
  },
  refusing: {
    codes: /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|08001|08004|57P03)$/,
    // Of a socket in a folder; other ENOENTs are not the database's.
    says: /^connect ENOENT/,
    words: 'Tagdesk’s database cannot be reached at the moment.',
    cure: `${soon} ${tellAdmin}`,
    ...away,
    ...refused,
  },
  crowded: {
    codes: /^53300$/,
    says: /no more connections allowed|too many (clients|connections)/,
    words: 'Tagdesk’s database has no connection left.',
    cure: `${soon} ${tellAdmin}`,
    ...away,
    ...refused,
  },
  restarting: {
    codes: /^(57P01|57P02|57P04)$/,
    words: 'Tagdesk’s database is being restarted.',
    cure: soon,
    ...away,
    ...lost,
  },
  broken: {
    codes: /^(ECONNRESET|EPIPE|ETIMEDOUT|57P05|25P03|08\w{3})$/,
    says: /^(Connection terminated|Client has encountered a connection error|Client was closed)|server conn crashed|server closed the connection/,
    words: 'The connection to Tagdesk’s database was lost.',
    cure: soon,
    ...away,
    ...lost,
  },
  full: {
    codes: /^53100$/,
    says: /could not (extend|write).*(No space left|Disk quota exceeded)/,
    words: 'The disk of Tagdesk’s database is full.',
    cure: 'Tell an admin: it needs room before anything can be saved.',
    ...noWrites,
  },
  'read-only': {
    codes: /^25006$/,
    words: 'Tagdesk’s database takes nothing new: it is read-only.',
    cure: 'Tell an admin: it is a copy, or was put into that state by whoever runs it.',
    ...noWrites,
  },
  'out-of-memory': {
    codes: /^(53200|53000|53400)$/,
    words: 'Tagdesk’s database has no memory left.',
    cure: `${soon} ${tellAdmin}`,
    retryAfterSeconds: 5,
    isAway: false,
    refusesWrites: false,
    ...refused,
  },
  slow: {
    codes: /^(57014|55P03)$/,
    words: 'This took longer than Tagdesk allows and was stopped.',
    cure: 'Ask for less, or try again.',
    retryAfterSeconds: 5,
    isAway: false,
    refusesWrites: false,
    ...refused,
  },
} satisfies Record<string, Entry>;

const entries = Object.keys(databaseErrors)
  .filter(isKind)
  .map((kind): [DatabaseErrorKind, Entry] => [kind, databaseErrors[kind]]);

function isKind(kind: string): kind is DatabaseErrorKind {
  return kind in databaseErrors;
}

export function databaseErrorOfKind(kind: DatabaseErrorKind): DatabaseError {
  const { codes: _, says: __, ...rest }: Entry = databaseErrors[kind];
  return { kind, ...rest };
}

/** However deep it is wrapped; null: a fault of the program. */
export function databaseErrorOf(error: unknown): DatabaseError | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
    const message = speaksForItself(cause, code) ? cause.message : '';
    const [kind] = entries.find(([, { codes, says }]) => codes.test(code) || says?.test(message)) ?? [];
    if (kind) return databaseErrorOfKind(kind);
    if (cause instanceof AggregateError && cause.errors.length > 0) return databaseErrorOf(cause.errors[0]);
  }
  return null;
}

/**
 * Messages count only without a better code: drizzle's hold what people typed. Poolers answer 08P01 to
 * everything; odd write errors are 58xxx or XX000.
 */
function speaksForItself(cause: Error, code: string): boolean {
  return !('query' in cause) && /^(|08P01|58\w{3}|XX000|ENOENT)$/.test(code);
}

/** No answer for as long as a statement may take: the connection is given up. */
export class DatabaseSilent extends Error {
  readonly code = 'TAGDESK_SILENT';
  constructor(silentMs: number) {
    super(`The database said nothing for ${(silentMs / 1000).toFixed(0)} s; the connection was given up.`);
    this.name = 'DatabaseSilent';
  }
}
