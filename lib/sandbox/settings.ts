import { z } from 'zod';

const range = z
  .strictObject({ min: z.number().min(0), max: z.number().min(0) })
  .refine(({ min, max }) => min <= max, 'min must not exceed max');

const refuseOr = <T extends string>(other: T) => z.enum(['refuse', other]);
/** What one of a document's "characters" is. */
const characters = z.enum(['code-points', 'utf-16']);

/** Vero Track API: the OpenAPI says types and codes; the rest is guessed. */
const vero = z.strictObject({
  applyDelayMs: z.number().min(0),
  unknownUser: z.enum(['ignore', 'create', '404']),
  /** Within it, the same call is answered "Request already received." and dropped; 0 switches it off. */
  duplicateWindowMs: z.number().min(0),
  /** The body's status, or 200 with the status in the body alone. */
  errorStatus: z.enum(['http', '200']),
  tokenInBody: z.boolean(),
  numericIds: z.boolean(),
  nullLists: z.boolean(),
  emptyEdit: refuseOr('accept'),
  blankTags: refuseOr('accept'),
  sameTagInBoth: refuseOr('remove-wins'),
  trimTags: z.boolean(),
  foldTags: z.boolean(),
  jsonSuffix: z.boolean(),
  /** An e-mail without id makes a user of that id. */
  emailAsId: z.boolean(),
  /** Properties and channels of any type. */
  looseTypes: z.boolean(),
});

/** Cerego partner API. */
const cerego = z.strictObject({
  duplicateStatus: z.int().min(400).max(499),
  createdStatus: z.union([z.literal(200), z.literal(201)]),
  unknownUserStatus: z.int().min(400).max(499),
  foreignPartnerStatus: z.union([z.literal(403), z.literal(404)]),
  errorBodies: z.enum(['json-api', 'none']),
  /** Whether the users listing carries the tags themselves in `included`, or only links to them. */
  includeTags: z.boolean(),
  bulkSet: z.boolean(),
  pageSize: z.int().min(1).max(1000),
  /** Whether `query` finds a user id too, besides the member id and the e-mail that the document names. */
  queryFindsUserId: z.boolean(),
  queryFoldsCase: z.boolean(),
  blankValues: refuseOr('accept'),
  trimValues: z.boolean(),
});

/** Capillary's customer labels. */
const capillary = z.strictObject({
  /** HTTP status that goes with error 8015; the document shows only the body. */
  errorStatus: z.union([z.literal(200), z.literal(201), z.literal(400), z.literal(404)]),
  caseSensitive: z.boolean(),
  trimNames: z.boolean(),
  concurrentStatus521: z.boolean(),
  changeLabelsMethod: z.enum(['POST', 'GET']),
  maxLabels: z.int().min(0),
  blankNames: refuseOr('pass-over'),
  sameLabelInBoth: refuseOr('remove-wins'),
  /** What is answered to a call that had nothing but absent labels to remove. */
  futileRemoval: z.enum(['33001', 'success']),
  existingLabel: z.enum(['warning', 'error']),
  labelSearch: z.enum(['exact', 'prefix']),
  characters,
});

/** FRAGMENT's billing users. */
const fragment = z.strictObject({
  tokenTtlSeconds: z.int().min(1),
  createExistsStatus: z.int().min(400).max(499),
  updateMissingStatus: z.int().min(400).max(499),
  deleteMissing: z.enum(['ignore', 'refuse']),
  emptyUpdate: refuseOr('accept'),
  emptyValues: refuseOr('accept'),
  repeatedKey: refuseOr('apply'),
  foldKeys: z.boolean(),
  trimTexts: z.boolean(),
  /** Keys and values are kept trimmed, single-spaced and in lower case. */
  foldTexts: z.boolean(),
  /** Whether a refused call applies nothing, or what stood before the refused item. */
  atomic: z.boolean(),
  errorBodies: z.enum(['coded', 'none']),
  characters,
});

/**
 * How a world behaves where the providers' documents leave room. All times in milliseconds unless named otherwise.
 * The defaults are the strictest reading of the documents; README.md says why of each.
 */
export const settingsSchema = z.strictObject({
  latencyMs: range,
  /** Added to `latencyMs` for calls that write. */
  writeLatencyMs: range,
  vero,
  cerego,
  capillary,
  fragment,
});
export type Settings = z.infer<typeof settingsSchema>;

/** A change of settings: any subset, merged over what is there. */
export const settingsPatch = z.strictObject({
  latencyMs: range.optional(),
  writeLatencyMs: range.optional(),
  vero: vero.partial().optional(),
  cerego: cerego.partial().optional(),
  capillary: capillary.partial().optional(),
  fragment: fragment.partial().optional(),
});
export type SettingsPatch = z.infer<typeof settingsPatch>;

/** Settings of a freshly minted world: no latency, Vero applies at once, every guess on its strictest reading. */
export const defaultSettings: Settings = {
  latencyMs: { min: 0, max: 0 },
  writeLatencyMs: { min: 0, max: 0 },
  vero: {
    applyDelayMs: 0,
    unknownUser: '404',
    duplicateWindowMs: 0,
    errorStatus: 'http',
    tokenInBody: false,
    numericIds: false,
    nullLists: false,
    emptyEdit: 'refuse',
    blankTags: 'refuse',
    sameTagInBoth: 'refuse',
    trimTags: false,
    foldTags: false,
    jsonSuffix: false,
    emailAsId: false,
    looseTypes: false,
  },
  cerego: {
    duplicateStatus: 400,
    createdStatus: 201,
    unknownUserStatus: 404,
    foreignPartnerStatus: 403,
    errorBodies: 'json-api',
    includeTags: false,
    bulkSet: false,
    pageSize: 15,
    queryFindsUserId: false,
    queryFoldsCase: false,
    blankValues: 'refuse',
    trimValues: false,
  },
  capillary: {
    errorStatus: 200,
    caseSensitive: true,
    trimNames: false,
    concurrentStatus521: true,
    changeLabelsMethod: 'POST',
    maxLabels: 10_000,
    blankNames: 'refuse',
    sameLabelInBoth: 'refuse',
    futileRemoval: '33001',
    existingLabel: 'warning',
    labelSearch: 'exact',
    characters: 'code-points',
  },
  fragment: {
    tokenTtlSeconds: 3600,
    createExistsStatus: 409,
    updateMissingStatus: 404,
    deleteMissing: 'ignore',
    emptyUpdate: 'refuse',
    emptyValues: 'refuse',
    repeatedKey: 'refuse',
    foldKeys: false,
    trimTexts: false,
    foldTexts: false,
    atomic: true,
    errorBodies: 'coded',
    characters: 'code-points',
  },
};

/**
 * Settings of the demo world: as slow as APIs across the internet, Vero settling after a second and a half. Cerego
 * shows tags and Vero takes anybody, so that every screen has something to show.
 */
export const demoSettings: Settings = {
  ...defaultSettings,
  latencyMs: { min: 40, max: 140 },
  writeLatencyMs: { min: 10, max: 40 },
  vero: { ...defaultSettings.vero, applyDelayMs: 1500, unknownUser: 'ignore' },
  cerego: { ...defaultSettings.cerego, includeTags: true },
};

/** Settings as a journal keeps them: one of an earlier version lacks those that came since. */
export const storedSettings = settingsPatch.transform((stored) => mergeSettings(defaultSettings, stored));

/**
 * Merges a change over settings; groups are merged key by key.
 *
 * @throws ZodError when the result is not valid (never for a parsed patch).
 */
export function mergeSettings(current: Settings, patch: SettingsPatch): Settings {
  return settingsSchema.parse({
    latencyMs: patch.latencyMs ?? current.latencyMs,
    writeLatencyMs: patch.writeLatencyMs ?? current.writeLatencyMs,
    vero: { ...current.vero, ...patch.vero },
    cerego: { ...current.cerego, ...patch.cerego },
    capillary: { ...current.capillary, ...patch.capillary },
    fragment: { ...current.fragment, ...patch.fragment },
  });
}

/**
 * Gives what `make` makes of settings, made once for each: a schema costs as much as a thousand bodies read by it.
 * Settings are never altered, only replaced.
 */
export function perSettings<S extends object, T>(make: (settings: S) => T): (settings: S) => T {
  const made = new WeakMap<S, { value: T }>();
  return (settings) => {
    const entry = made.get(settings) ?? { value: make(settings) };
    made.set(settings, entry);
    return entry.value;
  };
}

/** How many characters a text has: code points (an emoji is one), or UTF-16 units (it is two). */
export function countCharacters(text: string, unit: Settings['fragment']['characters']): number {
  return unit === 'utf-16' ? text.length : [...text].length;
}
