/** Capillary's endpoints. All throw ProviderError, also for errors inside a 200. */
import { createHash } from 'node:crypto';
import type { CapillaryConfig } from '../config.ts';
import type { ProviderDeps } from '../deps.ts';
import { ProviderError } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import { createHttp } from '../http.ts';
import { pathSegment } from '../path-segment.ts';
import { readAnswer, requireOwner } from '../read-answer.ts';
import { speaksCapillary, statusOfBody, wordsOfBody } from './envelope-status.ts';
import {
  type AddLabelsBody,
  type ChangeLabelsBody,
  type CustomerLabelsReply,
  type CustomerReply,
  customerLabelsReply,
  customerReply,
  type Envelope,
  envelope,
  labelSearchReply,
  organizationLabelsReply,
} from './wire.ts';

type Page = { offset: number; limit: number };
type LabelPage = { userIds: string[]; alike: string[]; rows: number; total: number | null };

/** As Capillary names them. */
export type Identifier = 'email' | 'mobile' | 'externalId';

/** Beyond any organisation. */
export const maxCustomers = 1_000_000_000;

export type CapillaryClient = ReturnType<typeof createCapillaryClient>;

export function createCapillaryClient(config: CapillaryConfig, deps: ProviderDeps) {
  // Capillary, Basic authentication: the hex md5 of the password is sent instead of it.
  const digest = createHash('md5').update(config.password).digest('hex');
  const credentials = Buffer.from(`${config.username}:${digest}`).toString('base64');
  const http = createHttp({
    provider: 'capillary',
    label: 'Capillary',
    baseUrl: config.baseUrl,
    pace: config.pace,
    ...deps,
    secrets: [config.password, digest, credentials],
    headers: { authorization: `Basic ${credentials}` },
    speaks: speaksCapillary,
    explain: wordsOfBody,
    statusOf: statusOfBody,
  });
  const customer = (userId: string) => `/customers/${pathSegment('capillary', userId)}`;

  // Warnings in a 2xx are shown and stored: redact them.
  const clean = (reply: Envelope): Envelope => ({
    ...reply,
    warnings: reply.warnings.map(({ code, message }) => ({
      code: code ? http.redact(code) : null,
      message: message ? http.redact(message) : null,
    })),
  });

  return {
    /** POST /customers/{userId}/changeLabels (GET with a body where an installation wants the documented method). */
    async changeLabels(
      userId: string,
      body: ChangeLabelsBody,
      trail: Exchange[],
      repeated?: boolean,
    ): Promise<Envelope> {
      const path = `${customer(userId)}/changeLabels`;
      const call = { method: config.changeLabelsMethod, path, json: body, repeated };
      const answer = await http.send(call, trail);
      const reply = readAnswer('capillary', 'Capillary', answer, envelope);
      return clean(reply);
    },
    /** GET /customers/{userId}/labels */
    async getCustomerLabels(userId: string, trail: Exchange[]): Promise<CustomerLabelsReply> {
      const answer = await http.send({ method: 'GET', path: `${customer(userId)}/labels` }, trail);
      const reply = readAnswer('capillary', 'Capillary', answer, customerLabelsReply);
      const named = [reply.entity, ...(reply.data ?? []).map((row) => row.userId)];
      for (const owner of named) requireOwner('capillary', 'Capillary', answer, userId, owner);
      return reply;
    },
    /** GET /customers/lookup: the customer's id; null: nobody. */
    async lookUp(identifierName: Identifier, identifierValue: string): Promise<string | null> {
      const query = { source: 'INSTORE', identifierName, identifierValue };
      try {
        const answer = await http.send({ method: 'GET', path: '/customers/lookup', query }, []);
        return readAnswer('capillary', 'Capillary', answer, envelope).entity ?? null;
      } catch (error) {
        if (error instanceof ProviderError && error.code === 'not-found') return null;
        throw error;
      }
    },
    /** GET /customers/{userId} */
    async getCustomer(userId: string): Promise<CustomerReply> {
      const query = { source: 'INSTORE' };
      const answer = await http.send({ method: 'GET', path: customer(userId), query }, []);
      const reply = readAnswer('capillary', 'Capillary', answer, customerReply);
      requireOwner('capillary', 'Capillary', answer, userId, reply.id);
      return reply;
    },
    /**
     * GET /customers/labels/search, one page. `userIds`: with exactly this label; `alike`: shown with another
     * spelling of it, which may hide this one; `rows`: in the page; `total`: of all pages, null if not given.
     */
    async searchLabel(label: string, { offset, limit }: Page, trail: Exchange[]): Promise<LabelPage> {
      const query = { q: label, offset: String(offset), limit: String(limit) };
      const answer = await http.send({ method: 'GET', path: '/customers/labels/search', query }, trail);
      const { data, pagination } = readAnswer('capillary', 'Capillary', answer, labelSearchReply);
      const rows = data ?? [];
      const total = pagination?.total ?? null;
      if (total !== null && !(Number.isInteger(total) && total >= 0 && total <= maxCustomers)) {
        const words = `Capillary says that ${total} customers have a label, which cannot be.`;
        throw new ProviderError('capillary', 'bad-answer', words, { exchange: answer.exchange });
      }
      const folded = label.toLowerCase();
      const shown = rows.map(({ userId, customerLabels }) => {
        const names = (customerLabels ?? []).flatMap(({ labelName, deleted }) => (deleted ? [] : labelName));
        return {
          userId,
          has: names.includes(label),
          hasAlike: names.some((name) => name?.toLowerCase() === folded),
        };
      });
      return {
        userIds: shown.filter(({ has }) => has).map(({ userId }) => userId),
        alike: shown.filter(({ has, hasAlike }) => hasAlike && !has).map(({ userId }) => userId),
        rows: rows.length,
        total,
      };
    },
    /** GET /organization/labels: names that may be given to customers. */
    async getOrganizationLabels(): Promise<string[]> {
      const answer = await http.send({ method: 'GET', path: '/organization/labels' }, []);
      const { data } = readAnswer('capillary', 'Capillary', answer, organizationLabelsReply);
      return (data ?? []).flatMap(({ name, active }) => (active === false || !name?.trim() ? [] : name));
    },
    /** POST /organization/labels */
    async addOrganizationLabels(body: AddLabelsBody): Promise<Envelope> {
      const answer = await http.send({ method: 'POST', path: '/organization/labels', json: body }, []);
      return clean(readAnswer('capillary', 'Capillary', answer, envelope));
    },
    /** For words out of an answer. */
    redact: http.redact,
    close: http.close,
  };
}
