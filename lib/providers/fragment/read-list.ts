/**
 * FRAGMENT's list of everybody, read as it arrives: nobody but those who are asked for is kept, so that memory does not
 * grow with the account.
 */
import { Tokenizer, TokenParser, TokenType } from '@streamparser/json';
import { type FragmentUser, listedRefs, listedUser } from './wire.ts';

/** A user who takes more than this is none: FRAGMENT's tags are 250 characters at most. */
const maxUserBytes = 4 * 1_048_576;
/** So much of all who are asked for at once: a multiple of it as objects is what a process has. */
const maxKeptBytes = 24 * 1_048_576;
/** The list, a user, their tags and a tag: five. */
const maxDepth = 32;
const entryDepth = 3;

/** The answer is not the list that it should be. */
export class BrokenList extends Error {
  constructor(what: string) {
    super(`FRAGMENT answered with ${what} instead of its list of users.`);
    this.name = 'BrokenList';
  }
}

/** By reference, the id before the external id, as FRAGMENT itself looks. */
export type FoundUsers = { find(ref: string): FragmentUser | null };

/** Those of the list whom `refs` name. Throws BrokenList unless the list is read to its proper end. */
export async function readUserList(
  chunks: AsyncIterable<Uint8Array>,
  refs: ReadonlySet<string>,
): Promise<FoundUsers> {
  const byId = new Map<string, FragmentUser>();
  const byExternalId = new Map<string, FragmentUser>();
  let keptBytes = 0;
  const parser = createListParser((entry, bytes) => {
    const { id, externalId } = expectEntry(listedRefs, entry);
    const isId = refs.has(id) && !byId.has(id);
    const isExternalId = externalId !== null && refs.has(externalId) && !byExternalId.has(externalId);
    if (!isId && !isExternalId) return;
    keptBytes += bytes;
    if (keptBytes > maxKeptBytes) throw new BrokenList('users that are too long');
    const user = expectEntry(listedUser, entry);
    if (isId) byId.set(id, user);
    if (isExternalId) byExternalId.set(externalId, user);
  });
  for await (const chunk of chunks) parser.write(chunk);
  parser.end();
  return { find: (ref) => byId.get(ref) ?? byExternalId.get(ref) ?? null };
}

/** Reads as far as the first user, or the end of a list without any. Throws BrokenList where it is no such list. */
export async function readListStart(chunks: AsyncIterable<Uint8Array>): Promise<void> {
  let users = 0;
  const parser = createListParser((entry) => {
    expectEntry(listedRefs, entry);
    users += 1;
  });
  for await (const chunk of chunks) {
    parser.write(chunk);
    if (users > 0) return;
  }
  parser.end();
}

function expectEntry<T>(schema: { safeParse(entry: unknown): { data?: T } }, entry: unknown): T {
  const { data } = schema.safeParse(entry);
  if (data === undefined) throw new BrokenList('an entry that is no user');
  return data;
}

/** `{"data": [entry, …]}`, further members aside. Both functions throw BrokenList. */
function createListParser(onEntry: (entry: unknown, bytes: number) => void) {
  const tokens = new Tokenizer();
  const values = new TokenParser({ paths: ['$.data.*'], keepStack: false });
  let depth = 0;
  let lists = 0;
  let beforeValue: 'data' | 'colon' | null = null;
  let bytesSinceEntry = 0;
  let entryBegins = 0;
  let offset = 0;

  // Asks that `data` be an array, which may have no entries; and that nothing nests without end.
  function watch(token: TokenType, value: unknown): void {
    if (beforeValue === 'colon') {
      if (token !== TokenType.LEFT_BRACKET) throw new BrokenList('“data” that is no list');
      lists += 1;
    }
    const isName = depth === 1 && token === TokenType.STRING && value === 'data';
    if (isName) beforeValue = 'data';
    else beforeValue = beforeValue === 'data' && token === TokenType.COLON ? 'colon' : null;
    if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) depth += 1;
    if (depth === entryDepth && token === TokenType.LEFT_BRACE) entryBegins = offset;
    if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) depth -= 1;
    if (depth > maxDepth) throw new BrokenList('an entry that is no user');
  }

  tokens.onToken = (parsed) => {
    offset = parsed.offset;
    watch(parsed.token, parsed.value);
    values.write(parsed);
  };
  values.onValue = ({ value }) => {
    bytesSinceEntry = 0;
    onEntry(value, offset - entryBegins);
  };

  /** The parser's own errors quote the answer, secrets included: they are not repeated. */
  function named(work: () => void): void {
    try {
      work();
    } catch (error) {
      throw error instanceof BrokenList ? error : new BrokenList('something that is not JSON');
    }
  }

  return {
    write(chunk: Uint8Array): void {
      bytesSinceEntry += chunk.byteLength;
      named(() => tokens.write(chunk));
      if (bytesSinceEntry > maxUserBytes) throw new BrokenList('an entry that is too long');
    },
    end(): void {
      named(() => {
        if (!tokens.isEnded) tokens.end();
      });
      if (!values.isEnded) throw new BrokenList('a list that breaks off');
      if (lists !== 1) throw new BrokenList(lists === 0 ? 'something' : 'several lists');
    },
  };
}
