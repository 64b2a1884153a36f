/** FRAGMENT's endpoints. All throw ProviderError. */

import { type FragmentConfig, usualListTimeoutMs } from '../config.ts';
import type { ProviderDeps } from '../deps.ts';
import { ProviderError } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import { createHttp } from '../http.ts';
import { pathSegment } from '../path-segment.ts';
import { readAnswer } from '../read-answer.ts';
import { explainError, speaksFragment } from './explain.ts';
import {
  BrokenList,
  type FoundUsers,
  type ListedEntry,
  readListStart,
  readUserList,
  readUserParts,
} from './read-list.ts';
import { createTokenSource, fixedToken, secretsOf } from './token.ts';
import { type CreateUserBody, type FragmentUser, type UpdateUserBody, userReply } from './wire.ts';

/** The list's deadline is so much longer where each part of it is worked on meanwhile. */
const timesForWork = 10;
/** Beyond any account: such a list does not end. */
const maxListBytes = 2 * 1_073_741_824;

/** `repeated`: an earlier try was turned away. */
type Own = { headers: Record<string, string>; repeated?: boolean };

const bearing = (token: string) => ({ authorization: `Bearer ${token}` });

export type FragmentClient = ReturnType<typeof createFragmentClient>;

export function createFragmentClient(config: FragmentConfig, deps: ProviderDeps) {
  const { baseUrl, auth, pace, listTimeoutMs = usualListTimeoutMs } = config;
  const http = createHttp({
    provider: 'fragment',
    label: 'FRAGMENT',
    baseUrl,
    pace,
    ...deps,
    secrets: secretsOf(auth),
    speaks: speaksFragment,
    explain: explainError,
  });
  const tokens =
    auth.kind === 'token' ? fixedToken(auth.token) : createTokenSource(auth, pace, http.addSecret, deps);

  /** Renews a refused token once: after a 401 nothing was done. */
  async function withToken<T>(send: (own: Own) => Promise<T>): Promise<T> {
    const token = await tokens.get();
    try {
      return await send({ headers: bearing(token) });
    } catch (error) {
      const refused = error instanceof ProviderError && error.code === 'unauthorized';
      if (!refused || !tokens.discard(token)) throw error;
      return send({ headers: bearing(await tokens.get()), repeated: true });
    }
  }

  function readList<T>(
    trail: Exchange[],
    read: (chunks: AsyncIterable<Uint8Array>) => Promise<T>,
    timeoutMs = listTimeoutMs,
  ): Promise<T> {
    const consume = async (chunks: AsyncIterable<Uint8Array>) => {
      try {
        return await read(chunks);
      } catch (error) {
        if (!(error instanceof BrokenList)) throw error;
        const exchange = trail.at(-1) ?? null;
        throw new ProviderError('fragment', 'bad-answer', error.message, {
          status: exchange?.status ?? null,
          exchange,
        });
      }
    };
    const options = { maxBytes: maxListBytes, timeoutMs, consume };
    return withToken((own) => http.stream({ method: 'GET', path: '/users', ...own }, trail, options));
  }

  return {
    /** PATCH /users/{user_ref}; the answer shows the whole user. */
    async updateUser(
      ref: string,
      body: UpdateUserBody,
      trail: Exchange[],
      repeated?: boolean,
    ): Promise<FragmentUser> {
      const path = `/users/${pathSegment('fragment', ref)}`;
      const answer = await withToken((own) =>
        http.send({ method: 'PATCH', path, json: body, ...own, repeated: repeated || own.repeated }, trail),
      );
      return readAnswer('fragment', 'FRAGMENT', answer, userReply).data;
    },
    /** POST /users; the answer shows the whole user. */
    async createUser(body: CreateUserBody, trail: Exchange[]): Promise<FragmentUser> {
      const answer = await withToken((own) =>
        http.send({ method: 'POST', path: '/users', json: body, once: true, ...own }, trail),
      );
      return readAnswer('fragment', 'FRAGMENT', answer, userReply).data;
    },
    /** GET /users is everybody: keeps those in `refs`. Who is missing is known to be absent. */
    findUsers(refs: ReadonlySet<string>, trail: Exchange[]): Promise<FoundUsers> {
      return readList(trail, (chunks) => readUserList(chunks, refs));
    },
    /** GET /users: gives everybody as they come. */
    listUsers(trail: Exchange[], give: (part: ListedEntry[]) => Promise<void>): Promise<void> {
      const read = async (chunks: AsyncIterable<Uint8Array>) => {
        for await (const part of readUserParts(chunks)) await give(part);
      };
      return readList(trail, read, listTimeoutMs * timesForWork);
    },
    /** Aborted once the list has begun properly. */
    openList(trail: Exchange[]): Promise<void> {
      return readList(trail, readListStart);
    },
    /** For words out of an answer. */
    redact: http.redact,
    async close(): Promise<void> {
      await Promise.all([http.close(), tokens.close()]);
    },
  };
}
