import { z } from 'zod';

const range = z
  .strictObject({ min: z.number().min(0), max: z.number().min(0) })
  .refine(({ min, max }) => min <= max, 'min must not exceed max');

const refuseOr = <T extends string>(other: T) => z.enum(['refuse', other]);
/** A document's "character". */
const characters = z.enum(['code-points', 'utf-16']);

/** The OpenAPI has types and codes; the rest is guessed. */
const vero = z.strictObject({
  applyDelayMs: z.number().min(0),
  unknownUser: z.enum(['ignore', 'create', '404']),
  /** Repeats within it are dropped with "Request already received."; 0: off. */
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
  /** Without an id the e-mail is the id. */
  emailAsId: z.boolean(),
  /** Properties and channels of any type. */
  looseTypes: z.boolean(),
  /** Where “User created” and “User updated” are sent; null: nowhere. */
  webhookUrl: z.url().nullable(),
});

const cerego = z.strictObject({
  duplicateStatus: z.int().min(400).max(499),
  createdStatus: z.union([z.literal(200), z.literal(201)]),
  unknownUserStatus: z.int().min(400).max(499),
  foreignPartnerStatus: z.union([z.literal(403), z.literal(404)]),
  errorBodies: z.enum(['json-api', 'none']),
  /** In `included`, or links only. */
  includeTags: z.boolean(),
  bulkSet: z.boolean(),
  pageSize: z.int().min(1).max(1000),
  /** Besides the documented member id and e-mail. */
  queryFindsUserId: z.boolean(),
  queryFoldsCase: z.boolean(),
  blankValues: refuseOr('accept'),
  trimValues: z.boolean(),
});

const capillary = z.strictObject({
  /** With error 8015; only its body is documented. */
  errorStatus: z.union([z.literal(200), z.literal(201), z.literal(400), z.literal(404)]),
  caseSensitive: z.boolean(),
  trimNames: z.boolean(),
  concurrentStatus521: z.boolean(),
  changeLabelsMethod: z.enum(['POST', 'GET']),
  maxLabels: z.int().min(0),
  blankNames: refuseOr('pass-over'),
  sameLabelInBoth: refuseOr('remove-wins'),
  /** With only absent labels to remove. */
  futileRemoval: z.enum(['33001', 'success']),
  existingLabel: z.enum(['warning', 'error']),
  labelSearch: z.enum(['exact', 'prefix']),
  /** Merged and deleted customers in searches. */
  findsFormer: z.boolean(),
  characters,
});

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
  /** Trimmed, single-spaced, lower case. */
  foldTexts: z.boolean(),
  /** Otherwise what stood before the refused item is applied. */
  atomic: z.boolean(),
  errorBodies: z.enum(['coded', 'none']),
  characters,
});

/** Where the documents leave room. Times in ms. Defaults are the strictest reading; README.md says why. */
export const settingsSchema = z.strictObject({
  latencyMs: range,
  /** Added for writes. */
  writeLatencyMs: range,
  /** Between the effect and the answer. */
  answerLatencyMs: range,
  vero,
  cerego,
  capillary,
  fragment,
});
export type Settings = z.infer<typeof settingsSchema>;

/** Merged over what is there. */
export const settingsPatch = z.strictObject({
  latencyMs: range.optional(),
  writeLatencyMs: range.optional(),
  answerLatencyMs: range.optional(),
  vero: vero.partial().optional(),
  cerego: cerego.partial().optional(),
  capillary: capillary.partial().optional(),
  fragment: fragment.partial().optional(),
});
export type SettingsPatch = z.infer<typeof settingsPatch>;

/** No latency, Vero applies at once, strictest readings. */
export const defaultSettings: Settings = {
  latencyMs: { min: 0, max: 0 },
  writeLatencyMs: { min: 0, max: 0 },
  answerLatencyMs: { min: 0, max: 0 },
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
    webhookUrl: null,
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
    findsFormer: false,
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
 * Latency as across the internet, Vero settles after 1.5 s. Cerego shows tags and Vero takes anybody, so that
 * every screen shows something.
 */
export const demoSettings: Settings = {
  ...defaultSettings,
  latencyMs: { min: 40, max: 140 },
  writeLatencyMs: { min: 10, max: 40 },
  vero: { ...defaultSettings.vero, applyDelayMs: 1500, unknownUser: 'ignore' },
  cerego: { ...defaultSettings.cerego, includeTags: true },
};

/** Journals of earlier versions lack later settings. */
export const storedSettings = settingsPatch.transform((stored) => mergeSettings(defaultSettings, stored));

/** Groups are merged key by key. @throws ZodError (never for a parsed patch). */
export function mergeSettings(current: Settings, patch: SettingsPatch): Settings {
  return settingsSchema.parse({
    latencyMs: patch.latencyMs ?? current.latencyMs,
    writeLatencyMs: patch.writeLatencyMs ?? current.writeLatencyMs,
    answerLatencyMs: patch.answerLatencyMs ?? current.answerLatencyMs,
    vero: { ...current.vero, ...patch.vero },
    cerego: { ...current.cerego, ...patch.cerego },
    capillary: { ...current.capillary, ...patch.capillary },
    fragment: { ...current.fragment, ...patch.fragment },
  });
}

/**
 * Memoised per settings object, which is never altered: a schema costs as much as parsing a thousand bodies.
 */
export function perSettings<S extends object, T>(make: (settings: S) => T): (settings: S) => T {
  const made = new WeakMap<S, { value: T }>();
  return (settings) => {
    const entry = made.get(settings) ?? { value: make(settings) };
    made.set(settings, entry);
    return entry.value;
  };
}

/** Code points (an emoji is one) or UTF-16 units (two). */
export function countCharacters(text: string, unit: Settings['fragment']['characters']): number {
  return unit === 'utf-16' ? text.length : [...text].length;
}
