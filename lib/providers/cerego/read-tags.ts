/** Finds one user and their tags in Cerego's listing of a partner's users, the only public read. */
import type { CeregoConfig } from '../config.ts';
import type { Exchange, HeldTag } from '../contract.ts';
import { ProviderError } from '../errors.ts';
import type { CeregoClient } from './client.ts';
import { toHeldTags } from './map.ts';

/** 15 users a page: beyond this a search by hand is quicker, and kinder to Cerego. */
const mostPages = 20;

/**
 * The user's complete list; calls are appended to `trail`. Asks by `query` first (documented for member id and e-mail; a user id may work too), then
 * pages through everybody. Throws ProviderError: `unsupported` without a partner id, where tags come without values, or
 * where the listing is too long to page through; `not-found` where everybody was seen.
 */
export async function readCeregoTags(
  client: CeregoClient,
  config: Pick<CeregoConfig, 'partnerId' | 'tagTypes'>,
  externalId: string,
  trail: Exchange[],
): Promise<HeldTag[]> {
  const { partnerId, tagTypes } = config;
  if (partnerId === null) throw unsupported('Cerego can be read only when its partner id is configured.');

  async function search(partner: string, query: string | null): Promise<HeldTag[] | null> {
    for (let page = 1, pages = 1; page <= pages; page += 1) {
      if (page > mostPages) {
        throw unsupported(
          `Cerego lists more than ${mostPages} pages of users and cannot be asked for one of them.`,
        );
      }
      const reply = await client.listUsers(partner, query, page, trail);
      const user = reply.data.find((candidate) => candidate.id === externalId);
      if (user) {
        const tags = toHeldTags(user, reply, tagTypes);
        if (!tags) throw unsupported('Cerego lists this user’s tags without their values.');
        return tags;
      }
      // null means that there is no paging.
      pages = reply.meta?.['total-pages'] ?? 1;
    }
    return null;
  }

  const tags = (await search(partnerId, externalId)) ?? (await search(partnerId, null));
  if (tags) return tags;
  throw new ProviderError('cerego', 'not-found', `Cerego lists no user with the id ${externalId}.`);
}

function unsupported(message: string): ProviderError {
  return new ProviderError('cerego', 'unsupported', message);
}
