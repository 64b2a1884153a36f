/** Vero's endpoints. All throw ProviderError. */

import type { VeroConfig } from '../config.ts';
import type { ProviderDeps } from '../deps.ts';
import type { Exchange } from '../exchange.ts';
import { createHttp } from '../http.ts';
import { readAnswer } from '../read-answer.ts';
import { type IdentifyBody, ownReply, type StatusReply, statusReply, type TagsEditBody } from './wire.ts';

export type VeroClient = ReturnType<typeof createVeroClient>;

/** The token is the query parameter `auth_token`, as in Vero's OpenAPI; redacted everywhere. */
export function createVeroClient(config: VeroConfig, deps: ProviderDeps) {
  const http = createHttp({
    provider: 'vero',
    label: 'Vero',
    baseUrl: config.baseUrl,
    pace: config.pace,
    ...deps,
    secrets: [config.authToken],
    query: { auth_token: config.authToken },
    speaks: (json) => ownReply.safeParse(json).success,
    explain: (json) => {
      const reply = statusReply.safeParse(json).data;
      return { code: null, message: reply?.message ?? null };
    },
    statusOf: (status, json) => {
      // The body repeats the status; the worse one counts.
      const inBody = statusReply.safeParse(json).data?.status ?? status;
      return status < 300 && inBody >= 400 ? inBody : status;
    },
  });

  async function send(
    method: 'PUT' | 'POST',
    path: string,
    json: TagsEditBody | IdentifyBody,
    trail: Exchange[],
    repeated?: boolean,
  ): Promise<StatusReply & { repeated: boolean }> {
    const answer = await http.send({ method, path, json, repeated }, trail);
    const reply = readAnswer('vero', 'Vero', answer, statusReply);
    return {
      ...reply,
      message: reply.message ? http.redact(reply.message) : null,
      repeated: answer.repeated,
    };
  }

  return {
    /** PUT /users/tags/edit */
    editTags: (body: TagsEditBody, trail: Exchange[], repeated?: boolean) =>
      send('PUT', '/users/tags/edit', body, trail, repeated),
    /** POST /users/track */
    identify: (body: IdentifyBody, trail: Exchange[]) => send('POST', '/users/track', body, trail),
    close: http.close,
  };
}
