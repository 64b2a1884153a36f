/**
 * What every provider gives: one shape for operations, answers and outcomes, whatever the API behind it.
 * Browser-safe: types only. How a folder fulfils it is told in ./README.md and checked by ./conformance.ts.
 */
import type { Exchange, ProviderErrorCode } from './exchange.ts';
import type { ProviderId } from './ids.ts';

/** label: `prospect`. typed-value: `Region = California`, type from a fixed list. key-value: `department = engineering`. */
export type TagShape = 'label' | 'typed-value' | 'key-value';

/**
 * One verb on one tag. `update` asks for a present key, `add` for an absent one;
 * `set` overwrites either way and exists only where the provider has it.
 */
export type Verb = 'add' | 'remove' | 'update' | 'set';

/** A tag without its owner. Label shape: `key` is the label and `value` is null. Else key (or type name) and value. */
export type TagText = { key: string; value: string | null };

/** For `remove` of a key/value tag, `value` is ignored and may be null. */
export type Operation = { verb: Verb } & TagText;

/** A tag as a provider shows it. `providerTagId` is kept where updating needs it (Cerego), else null. */
export type HeldTag = TagText & { providerTagId: string | null };

/** What became of one operation after the provider was asked. Words are explained in product terms in lib/README.md. */
export type CallOutcome = 'confirmed' | 'accepted' | 'refused' | 'failed' | 'unknown';

/**
 * `code` and `message` are the provider's own, where it gave any; never a secret. `hint`: what the member can do next.
 * `kept`: the tag as the provider shows that it keeps it, where that is not what was asked (see `held-as.ts`).
 */
export type OperationResult = {
  outcome: CallOutcome;
  code: string | null;
  message: string | null;
  hint: string | null;
  kept?: TagText;
};

/** Looking for one user in a list that comes by pages: `page` is the last one read. */
export type ReadProgress = { page: number; pages: number };

/** What helps in finding a user besides their id. `email`: '' where none is known. */
export type ReadHints = { email?: string; onProgress?: (progress: ReadProgress) => void };

/** By what the provider knows a user, in its own words: its id, and a second reference where the user has one (FRAGMENT). */
export type UserRefs = { id: string; other: string | null };

export type ApplyInput = {
  externalId: string;
  /** The user's e-mail, '' where none is known: what Cerego can be asked by. */
  email?: string;
  /** Further references of the same user, by what the provider said before: an answer about one of them is theirs. */
  knownRefs?: readonly string[];
  /** At least one; already checked against the provider's rules; no key twice. */
  operations: readonly Operation[];
  /** What the mirror holds for this identity before the call (Cerego needs the tag ids in it). */
  before: readonly HeldTag[];
  /** false: the provider has never shown this identity's list, so `before` may lack what stands there. */
  wasRead?: boolean;
  /**
   * One of many changes that are under way: where many can be proved by fewer calls, the result waits for them, up to
   * some ten seconds. `onAnswered` hears when the change was sent and only the proof is missing.
   */
  together?: { onAnswered(): void };
  /** An earlier attempt of this very change may have arrived: a provider that calls it a repeat then proves that it did. */
  repeated?: boolean;
  /** For a single edit: also a no that was asked for once is held against a reading, where that reads everybody. */
  checkRefusals?: boolean;
};

/**
 * `results` answers `operations` one for one, in order.
 * `tags` is the provider's complete present list when an answer or a read-back showed it, else null.
 * `shown`: single tags that answers showed, with the ids that updating them needs (Cerego); not a complete list.
 * `refs`: how the provider names the user, where answers say so (FRAGMENT).
 * `retryAfterMs` is set only when nothing is known to be applied and the provider asked to come back later; an outcome
 * beside it is for whoever does not.
 * `lastError`: why the last writing call gave no usable answer; null when each gave one, be it a no.
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

/** Vero's identify. `data` is sent in the types that Vero documents; a missing field is left as it is at the provider. */
export type Profile = {
  email?: string;
  channels?: { type: string; address: string; platform: string }[];
  data?: Record<string, string | number | boolean | null>;
};

export type ProfileResult = { result: OperationResult } & Pick<
  ApplyResult,
  'exchanges' | 'retryAfterMs' | 'lastError'
>;

export type TagProvider = {
  readonly id: ProviderId;
  /**
   * Sends the operations and says truthfully what became of each. An error of the provider or the network is an
   * outcome, not an exception. Reads back by itself where that turns `unknown` into an answer.
   */
  apply(input: ApplyInput): Promise<ApplyResult>;
  /**
   * The identity's complete present list. Takes long where everybody's list is gone through for it (Cerego without
   * `email`). Throws ProviderError (`unsupported` where there is no public read).
   */
  readTags(externalId: string, hints?: ReadHints): Promise<ReadResult>;
  /** Creates or merges the profile. Throws ProviderError `unsupported` where the provider has none. */
  saveProfile(externalId: string, profile: Profile): Promise<ProfileResult>;
  /** The organisation's catalogue of tags that may be added. Throws ProviderError `unsupported` where there is none. */
  listCatalogue(): Promise<TagText[]>;
  /** Adds a label to the organisation's catalogue. Throws ProviderError. */
  createCatalogueTag(tag: TagText): Promise<void>;
  /** One harmless call that proves address and credentials. Throws ProviderError. */
  check(): Promise<void>;
  /** Ends idle connections; calls in flight finish. */
  close(): Promise<void>;
};
