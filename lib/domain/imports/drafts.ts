/** Users as read from the database and altered in memory, before anything is written. */

import type { ProviderId } from '#lib/providers/ids.ts';
import type { MirrorTag } from '#lib/shared/changes.ts';
import { fold } from '#lib/shared/text/fold.ts';

/** `tagId` null: a new tag, found or made when written. */
export type DraftTag = MirrorTag & { tagId: number | null };

/** `id` null: new. `tags`: keyed by label, type or key, at most one of each. */
export type DraftIdentity = {
  id: number | null;
  provider: ProviderId;
  externalId: string;
  /** Further references of the same user, by the provider's word. */
  otherRefs: readonly string[];
  before: readonly DraftTag[];
  tags: Map<string, DraftTag>;
  isChanged: boolean;
};

/** `id` null: new. `isChanged`: differs from the database. `renamedFrom`: the earlier name and e-mail. */
export type DraftUser = {
  id: number | null;
  name: string;
  email: string;
  identities: Map<ProviderId, DraftIdentity>;
  renamedFrom: { name: string; email: string } | null;
  isChanged: boolean;
};

/** By the names, e-mails and ids that files use. */
export class DraftIndex {
  readonly users: DraftUser[] = [];
  readonly #byId = new Map<string, DraftUser>();
  readonly #byEmail = new Map<string, DraftUser[]>();
  readonly #byFormerEmail = new Map<string, DraftUser[]>();

  add(user: DraftUser): void {
    this.users.push(user);
    this.addEmail(user);
    for (const identity of user.identities.values()) this.addIdentity(user, identity);
  }

  addIdentity(
    user: DraftUser,
    { provider, externalId, otherRefs }: Pick<DraftIdentity, 'provider' | 'externalId' | 'otherRefs'>,
  ): void {
    for (const ref of [externalId, ...otherRefs]) this.#byId.set(`${provider} ${ref}`, user);
  }

  moveEmail(user: DraftUser, email: string): void {
    const key = fold(user.email);
    this.#byEmail.set(
      key,
      this.withEmail(user.email).filter((other) => other !== user),
    );
    user.email = email;
    this.addEmail(user);
  }

  withId(provider: ProviderId, externalId: string): DraftUser | null {
    return this.#byId.get(`${provider} ${externalId}`) ?? null;
  }

  /** E-mails that look the same, in any case. */
  withEmail(email: string): DraftUser[] {
    return this.#byEmail.get(fold(email)) ?? [];
  }

  /** Who went into this user had the e-mail. */
  addFormerEmail(user: DraftUser, email: string): void {
    const key = fold(email);
    const known = this.#byFormerEmail.get(key) ?? [];
    if (!known.includes(user)) this.#byFormerEmail.set(key, [...known, user]);
  }

  /** Of those who were merged: only where nobody has it now. */
  withFormerEmail(email: string): DraftUser[] {
    return this.withEmail(email).length > 0 ? [] : (this.#byFormerEmail.get(fold(email)) ?? []);
  }

  /** Who has it now, else who has what had it. */
  atEmail(email: string): DraftUser[] {
    const now = this.withEmail(email);
    return now.length > 0 ? now : this.withFormerEmail(email);
  }

  private addEmail(user: DraftUser): void {
    if (user.email !== '') this.#byEmail.set(fold(user.email), [...this.withEmail(user.email), user]);
  }
}
