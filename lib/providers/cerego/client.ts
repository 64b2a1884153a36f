/** Cerego's endpoints. All throw ProviderError. */

import type { CeregoConfig } from '../config.ts';
import type { ProviderDeps } from '../deps.ts';
import type { Exchange } from '../exchange.ts';
import { createHttp } from '../http.ts';
import { pathSegment } from '../path-segment.ts';
import { readAnswer } from '../read-answer.ts';
import {
  type CreateTagBody,
  errorReply,
  type TagResource,
  tagReply,
  type UpdateTagBody,
  type UsersReply,
  usersReply,
} from './wire.ts';

export type CeregoClient = ReturnType<typeof createCeregoClient>;

export function createCeregoClient(config: CeregoConfig, deps: ProviderDeps) {
  const http = createHttp({
    provider: 'cerego',
    label: 'Cerego',
    baseUrl: config.baseUrl,
    pace: config.pace,
    ...deps,
    secrets: [config.apiKey],
    headers: { authorization: `Bearer ${config.apiKey}` },
    speaks: (json) => (errorReply.safeParse(json).data?.errors.length ?? 0) > 0,
    explain: (json) => {
      const error = errorReply.safeParse(json).data?.errors[0];
      return { code: error?.code ?? null, message: error?.detail ?? error?.title ?? null };
    },
  });
  const segment = (text: string) => pathSegment('cerego', text);

  return {
    /** POST /partner_user_tag_types/:tag_type_id/partner_user_tags: only where the user has none of that type. */
    async createTag(
      typeId: string,
      body: CreateTagBody,
      trail: Exchange[],
      repeated?: boolean,
    ): Promise<TagResource> {
      const path = `/partner_user_tag_types/${segment(typeId)}/partner_user_tags`;
      const answer = await http.send({ method: 'POST', path, json: body, repeated }, trail);
      return readAnswer('cerego', 'Cerego', answer, tagReply).data;
    },
    /** PUT /partner_user_tags/:id, by the id of the tag itself. */
    async updateTag(
      tagId: string,
      body: UpdateTagBody,
      trail: Exchange[],
      repeated?: boolean,
    ): Promise<TagResource> {
      const path = `/partner_user_tags/${segment(tagId)}`;
      const answer = await http.send({ method: 'PUT', path, json: body, repeated }, trail);
      return readAnswer('cerego', 'Cerego', answer, tagReply).data;
    },
    /** GET /partners/:partner_id/users, one page (from 1). `query` null lists everybody. */
    async listUsers(
      partnerId: string,
      query: string | null,
      page: number,
      trail: Exchange[],
    ): Promise<UsersReply> {
      const parameters = {
        ...(query === null ? {} : { query }),
        // "If specified, users in departments … will also be included".
        ...(config.departmentUsers === false ? {} : { include_department_users: 'true' }),
        'page[number]': String(page),
      };
      const path = `/partners/${segment(partnerId)}/users`;
      const answer = await http.send({ method: 'GET', path, query: parameters }, trail);
      return readAnswer('cerego', 'Cerego', answer, usersReply);
    },
    /** GET /my/profile: what Cerego's introduction suggests for trying a key. */
    async getProfile(): Promise<void> {
      await http.send({ method: 'GET', path: '/my/profile' }, []);
    },
    /** For words out of an answer. */
    redact: http.redact,
    close: http.close,
  };
}
