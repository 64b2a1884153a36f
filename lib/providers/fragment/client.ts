/** FRAGMENT's endpoints, one function each. All throw ProviderError. */
import type { Budget } from '../budget.ts';
import type { FragmentConfig } from '../config.ts';
import type { Exchange } from '../contract.ts';
import { ProviderError } from '../errors.ts';
import { createHttp, type HttpAnswer, type HttpCall } from '../http.ts';
import { pathSegment } from '../path-segment.ts';
import { readAnswer } from '../read-answer.ts';
import { explainError } from './explain.ts';
import { createTokenSource, fixedToken, secretsOf } from './token.ts';
import { type FragmentUser, type UpdateUserBody, userReply, usersReply } from './wire.ts';

export type FragmentClient = ReturnType<typeof createFragmentClient>;

export function createFragmentClient({ baseUrl, auth, pace }: FragmentConfig, budget?: Budget) {
  const http = createHttp({
    provider: 'fragment',
    label: 'FRAGMENT',
    baseUrl,
    pace,
    budget,
    secrets: secretsOf(auth),
    explain: explainError,
  });
  const tokens =
    auth.kind === 'token' ? fixedToken(auth.token) : createTokenSource(auth, pace, http.addSecret, budget);

  /** A refused token is renewed once: a 401 says that nothing was done, so the call may be sent again. */
  async function send(call: HttpCall, trail: Exchange[]): Promise<HttpAnswer> {
    const token = await tokens.get();
    try {
      return await sendWith(token, call, trail);
    } catch (error) {
      const refused = error instanceof ProviderError && error.code === 'unauthorized';
      if (!refused || !tokens.discard(token)) throw error;
      return sendWith(await tokens.get(), call, trail);
    }
  }

  function sendWith(token: string, call: HttpCall, trail: Exchange[]): Promise<HttpAnswer> {
    return http.send({ ...call, headers: { authorization: `Bearer ${token}` } }, trail);
  }

  return {
    /** PATCH /users/{user_ref}; the answer shows the whole user. */
    async updateUser(ref: string, body: UpdateUserBody, trail: Exchange[]): Promise<FragmentUser> {
      const path = `/users/${pathSegment('fragment', ref)}`;
      const answer = await send({ method: 'PATCH', path, json: body }, trail);
      return readAnswer('fragment', 'FRAGMENT', answer, userReply).data;
    },
    /** GET /users: everybody. */
    async listUsers(trail: Exchange[]): Promise<FragmentUser[]> {
      const answer = await send({ method: 'GET', path: '/users' }, trail);
      return readAnswer('fragment', 'FRAGMENT', answer, usersReply).data;
    },
    async close(): Promise<void> {
      await Promise.all([http.close(), tokens.close()]);
    },
  };
}
