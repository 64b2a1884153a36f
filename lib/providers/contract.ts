/** Browser-safe: types only. Explained in ./README.md, checked by ./conformance. */
import type { Exchange, ProviderErrorCode } from './exchange.ts';
import type { ProviderId } from './ids.ts';

/** label: `prospect`. typed-value: `Region = California`, type from a fixed list. key-value: `department = engineering`. */
export type TagShape = 'label' | 'typed-value' | 'key-value';

/** `update` needs a present key, `add` an absent one; `set`, where there is one, overwrites. */
export type Verb = 'add' | 'remove' | 'update' | 'set';

/** Label shape: `key` is the label, `value` null. Else key (or type name) and value. */
export type TagText = { key: string; value: string | null };

/** `remove` ignores `value`, which may be null. */
export type Operation = { verb: Verb } & TagText;

/** `providerTagId`: where updating needs it (Cerego), else null. */
export type HeldTag = TagText & { providerTagId: string | null };

export type CallOutcome = 'confirmed' | 'accepted' | 'refused' | 'failed' | 'unknown';

/**
 * `code`, `message`: the provider's own, never a secret. `hint`: what the member can do. `kept`: the tag as
 * the provider keeps it, where that differs.
 */
export type OperationResult = {
  outcome: CallOutcome;
  code: string | null;
  message: string | null;
  hint: string | null;
  kept?: TagText;
};

/** In a paged list: `page` is the last one read. */
export type ReadProgress = { page: number; pages: number };

/** `email`: '' if unknown. */
export type ReadHints = { email?: string; onProgress?: (progress: ReadProgress) => void };

/** In the provider's words: its id, and a second reference where there is one (FRAGMENT). */
export type UserRefs = { id: string; other: string | null };

export type ApplyInput = {
  externalId: string;
  /** '' if unknown: Cerego can be asked by it. */
  email?: string;
  /** Further references of the user: answers about them count. */
  knownRefs?: readonly string[];
  /** At least one, valid, no key twice. */
  operations: readonly Operation[];
  /** The mirror before the call (Cerego needs its tag ids). */
  before: readonly HeldTag[];
  /** false: never read, so `before` may be incomplete. */
  wasRead?: boolean;
  /**
   * In a run: where many are proved by fewer calls, the result waits for them up to ten seconds.
   * `onAnswered`: sent, only the proof is missing.
   */
  together?: { onAnswered(): void };
  /** An earlier attempt may have arrived: an answer that calls this a repeat proves it. */
  repeated?: boolean;
  /** For single edits: checks refusals by a reading, also where that reads everybody. */
  checkRefusals?: boolean;
};

/**
 * `results`: one per operation, in order. `tags`: the complete list if shown, else null. `shown`: single
 * tags, with ids for updating (Cerego). `refs`: the user's references, if told (FRAGMENT). `retryAfterMs`:
 * nothing is known to be applied and the provider asked to come back; an outcome beside it is for callers who
 * do not. `lastError`: why the last write had no usable answer, else null.
 */
export type ApplyResult = {
  results: OperationResult[];
  tags: HeldTag[] | null;
  shown?: HeldTag[];
  refs?: UserRefs;
  exchanges: Exchange[];
  retryAfterMs: number | null;
  lastError: ProviderErrorCode | null;
};

export type ReadResult = { tags: HeldTag[]; refs?: UserRefs; exchanges: Exchange[] };

/** Vero's identify. `data` in the types that Vero documents; missing fields stay as they are. */
export type Profile = {
  email?: string;
  channels?: { type: string; address: string; platform: string }[];
  data?: Record<string, string | number | boolean | null>;
};

export type ProfileResult = { result: OperationResult } & Pick<
  ApplyResult,
  'exchanges' | 'retryAfterMs' | 'lastError'
>;

/** `tags`, `refs`: of the user who is there now, null where none was shown. */
export type CreateResult = ProfileResult & { existed: boolean } & Pick<ApplyResult, 'tags' | 'refs'>;

/**
 * Somebody in a provider's list. `secondRef`: FRAGMENT's external id. `name`, `email`: as told, not checked;
 * null where they are not. `tags` null: who, not which.
 */
export type IdentityRow = {
  externalId: string;
  secondRef: string | null;
  name: string | null;
  email: string | null;
  tags: HeldTag[] | null;
};

/** What somebody can be looked for by; `reference`: either of the provider's own (FRAGMENT). */
export type FindBy = 'email' | 'mobile' | 'external-id' | 'member-id' | 'reference';

/**
 * What is not believed. `field` null: all of it, and any earlier row of that id too. `externalId` null: no
 * possible id. `reason`: for people, never a secret.
 */
export type BadRow = {
  externalId: string | null;
  field: Exclude<keyof IdentityRow, 'externalId'> | null;
  reason: string;
};

/**
 * `cursor`: goes on behind this page; null where the list can only begin again. `total`: people in the list,
 * `share`: of the list until here, 0 to 1; null where the provider does not say.
 */
export type IdentityPage = {
  rows: IdentityRow[];
  bad: BadRow[];
  cursor: string | null;
  total: number | null;
  share: number | null;
};

export type TagProvider = {
  readonly id: ProviderId;
  /** Errors are outcomes, not exceptions. Reads where that settles `unknown`. */
  apply(input: ApplyInput): Promise<ApplyResult>;
  /** Slow without `email` at Cerego. Throws ProviderError (`unsupported`: no public read). */
  readTags(externalId: string, hints?: ReadHints): Promise<ReadResult>;
  /**
   * Everybody in the list, one page held at a time, from the beginning or behind an earlier page's `cursor`
   * (one that is not understood begins). Rows count at once, but only the proper end of the pages says that
   * somebody is absent. The same person may come again, on a later page or another attempt: the later row
   * counts. Where `canList` is `labelled` there is a row per label, with that tag alone: a person's tags are
   * all of theirs, or not known where one row has null. Absent where `canList` is `none`. Throws ProviderError
   * (`bad-answer`: the list cannot be believed; `unsupported`: not with these settings).
   */
  listIdentities?(cursor: string | null): AsyncGenerator<IdentityPage, void>;
  /**
   * Name and e-mail of somebody in the list, where the list has neither and one call tells them. Throws
   * ProviderError (`not-found`: nobody by this id).
   */
  readNames?(externalId: string): Promise<Pick<IdentityRow, 'name' | 'email'>>;
  /**
   * Who is known by exactly this, `tags` null: nobody, or a few. Absent where `findsBy` is empty. Throws
   * ProviderError (`unsupported`: not by this, or not with these settings).
   */
  findIdentities?(by: FindBy, text: string): Promise<IdentityRow[]>;
  /**
   * Makes a user of this id, who has no tags yet; one who is there stays as they are (`existed`). Looks first,
   * and again after a lost answer. Absent where `canCreate` is false.
   */
  createUser?(externalId: string): Promise<CreateResult>;
  /** Creates or merges. Throws ProviderError (`unsupported`: no profiles). */
  saveProfile(externalId: string, profile: Profile): Promise<ProfileResult>;
  /** Throws ProviderError (`unsupported`: no catalogue). */
  listCatalogue(): Promise<TagText[]>;
  /** Throws ProviderError. */
  createCatalogueTag(tag: TagText): Promise<void>;
  /** A harmless call that proves address and credentials. Throws ProviderError. */
  check(): Promise<void>;
  /** Calls in flight finish. */
  close(): Promise<void>;
};
