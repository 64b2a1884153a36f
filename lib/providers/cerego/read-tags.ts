/** Finds a user's tags in the listing of a partner's users, Cerego's only public read. */
import type { CeregoConfig } from '../config.ts';
import type { HeldTag, ReadHints } from '../contract.ts';
import { ProviderError } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import type { CeregoClient } from './client.ts';
import { toHeldTags } from './map.ts';
import { createSharedWalk, type Listed } from './shared-walk.ts';

export type CeregoReader = {
  /**
   * The complete list; null: nobody has that id. By e-mail, else through all pages. Appends calls to `trail`.
   * Throws ProviderError: `unsupported` without a partner id, or where tags have no values.
   */
  read(externalId: string, hints: ReadHints, trail: Exchange[]): Promise<HeldTag[] | null>;
  /** At most two calls; null also where they do not show the user. */
  readQuickly(externalId: string, email: string, trail: Exchange[]): Promise<HeldTag[] | null>;
};

/** Cerego, Users: `query` is "member_id or email". A user id is neither. */
export function createCeregoReader(
  client: CeregoClient,
  { partnerId, tagTypes }: Pick<CeregoConfig, 'partnerId' | 'tagTypes'>,
): CeregoReader {
  if (partnerId === null) {
    const cannot = async () => {
      throw unsupported('Cerego can be read only when its partner id is configured.');
    };
    return { read: cannot, readQuickly: cannot };
  }
  const walk = createSharedWalk(client, partnerId);

  async function onPage(
    externalId: string,
    query: string | null,
    number: number,
    trail: Exchange[],
  ): Promise<Listed | null> {
    const page = await client.listUsers(partnerId ?? '', query, number, trail);
    const user = page.data.find(({ id }) => id === externalId);
    return user ? { user, page } : null;
  }

  async function findQuickly(externalId: string, email: string, trail: Exchange[]): Promise<Listed | null> {
    // Several users may have one e-mail: the id decides.
    const byEmail = email === '' ? null : await onPage(externalId, email, 1, trail);
    const seenOn = walk.recall(externalId);
    return byEmail ?? (seenOn === null ? null : onPage(externalId, null, seenOn, trail));
  }

  function tagsOf(listed: Listed | null): HeldTag[] | null {
    if (!listed) return null;
    const tags = toHeldTags(listed.user, listed.page, tagTypes);
    if (!tags) throw unsupported('Cerego lists this user’s tags without their values.');
    return tags;
  }

  return {
    read: async (externalId, { email = '', onProgress }, trail) =>
      tagsOf(
        (await findQuickly(externalId, email, trail)) ?? (await walk.find(externalId, trail, onProgress)),
      ),
    readQuickly: async (externalId, email, trail) => tagsOf(await findQuickly(externalId, email, trail)),
  };
}

function unsupported(message: string): ProviderError {
  return new ProviderError('cerego', 'unsupported', message);
}
