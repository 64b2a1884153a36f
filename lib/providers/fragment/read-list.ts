/** Keeps only users asked for, or one part of all: memory does not grow with the account. */
import { Tokenizer, TokenParser, TokenType } from '@streamparser/json';
import { type FragmentUser, listedRefs, listedUser } from './wire.ts';

/** FRAGMENT's tags are 250 characters at most: a larger user is an error. */
const maxUserBytes = 4 * 1_048_576;
/** For all users kept at once: as objects they take a multiple. */
const maxKeptBytes = 24 * 1_048_576;
/** Of everybody: given on with the chunk of the answer that reaches it. */
const maxPartUsers = 500;
const maxPartBytes = 1_048_576;
/** List, user, tags and tag are five. */
const maxDepth = 32;
const entryDepth = 3;

export class BrokenList extends Error {
  constructor(what: string) {
    super(`FRAGMENT answered with ${what} instead of its list of users.`);
    this.name = 'BrokenList';
  }
}

/** The id before the external id, as FRAGMENT looks up; `all`: whoever has the reference as either. */
export type FoundUsers = {
  find(ref: string): FragmentUser | null;
  all(ref: string): FragmentUser[];
};

/** Throws BrokenList unless the list ends properly. */
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
  const all = (ref: string) => [
    ...new Set([byId.get(ref), byExternalId.get(ref)].filter((user) => user !== undefined)),
  ];
  return { find: (ref) => all(ref)[0] ?? null, all };
}

/** `user` null: the tags are none. */
export type ListedEntry = { id: string; externalId: string | null; user: FragmentUser | null };

/** Everybody, in parts that are given as they arrive. Throws BrokenList, at the latest at the end. */
export async function* readUserParts(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ListedEntry[]> {
  let part: ListedEntry[] = [];
  let partBytes = 0;
  const parser = createListParser((entry, bytes) => {
    const refs = expectEntry(listedRefs, entry);
    part.push({ ...refs, user: listedUser.safeParse(entry).data ?? null });
    partBytes += bytes;
  });
  for await (const chunk of chunks) {
    parser.write(chunk);
    if (part.length < maxPartUsers && partBytes < maxPartBytes) continue;
    yield part;
    part = [];
    partBytes = 0;
  }
  parser.end();
  if (part.length > 0) yield part;
}

/** Up to the first user, or the end of an empty list. Throws BrokenList. */
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

/** `{"data": [entry, …]}`. Throws BrokenList. */
function createListParser(onEntry: (entry: unknown, bytes: number) => void) {
  const tokens = new Tokenizer();
  const values = new TokenParser({ paths: ['$.data.*'], keepStack: false });
  let depth = 0;
  let lists = 0;
  let beforeValue: 'data' | 'colon' | null = null;
  let bytesSinceEntry = 0;
  let entryBegins = 0;
  let offset = 0;

  // `data` must be an array, perhaps empty; nesting is limited.
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

  /** The parser's errors quote the answer, secrets included: not repeated. */
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
