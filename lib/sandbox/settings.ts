import { z } from 'zod';

const range = z
  .strictObject({ min: z.number().min(0), max: z.number().min(0) })
  .refine(({ min, max }) => min <= max, 'min must not exceed max');

/**
 * How a world behaves where the providers' documents leave room. All times in milliseconds unless named otherwise.
 * The defaults are the reading that surprises a careless client most without breaking a careful one.
 */
export const settingsSchema = z.strictObject({
  latencyMs: range,
  /** Added to `latencyMs` for calls that write. */
  writeLatencyMs: range,
  vero: z.strictObject({
    applyDelayMs: z.number().min(0),
    unknownUser: z.enum(['ignore', 'create', '404']),
    /** Within it, the same call is answered "Request already received." and dropped; 0 switches it off. */
    duplicateWindowMs: z.number().min(0),
  }),
  cerego: z.strictObject({
    duplicateStatus: z.int().min(400).max(499),
    /** Whether the users listing carries the tags themselves in `included`, or only links to them. */
    includeTags: z.boolean(),
    bulkSet: z.boolean(),
    /** Whether values lose the white space at their ends when they are written. */
    trimsValues: z.boolean(),
    pageSize: z.int().min(1).max(1000),
  }),
  capillary: z.strictObject({
    /** HTTP status that goes with error 8015; the document shows only the body. */
    errorStatus: z.union([z.literal(200), z.literal(201), z.literal(400), z.literal(404)]),
    caseSensitive: z.boolean(),
    concurrentStatus521: z.boolean(),
    changeLabelsMethod: z.enum(['POST', 'GET']),
    maxLabels: z.int().min(0),
  }),
  fragment: z.strictObject({
    tokenTtlSeconds: z.int().min(1),
    createExistsStatus: z.int().min(400).max(499),
    updateMissingStatus: z.int().min(400).max(499),
    /** What keys and values become when they are written: `folded` is trimmed, single-spaced and in lower case. */
    keeps: z.enum(['exact', 'trimmed', 'folded']),
  }),
});
export type Settings = z.infer<typeof settingsSchema>;

/** A change of settings: any subset, merged over what is there. */
export const settingsPatch = z.strictObject({
  latencyMs: range.optional(),
  writeLatencyMs: range.optional(),
  vero: settingsSchema.shape.vero.partial().optional(),
  cerego: settingsSchema.shape.cerego.partial().optional(),
  capillary: settingsSchema.shape.capillary.partial().optional(),
  fragment: settingsSchema.shape.fragment.partial().optional(),
});
export type SettingsPatch = z.infer<typeof settingsPatch>;

/** Settings of a freshly minted world: no latency, Vero applies at once. */
export const defaultSettings: Settings = {
  latencyMs: { min: 0, max: 0 },
  writeLatencyMs: { min: 0, max: 0 },
  vero: { applyDelayMs: 0, unknownUser: 'ignore', duplicateWindowMs: 0 },
  cerego: { duplicateStatus: 400, includeTags: true, bulkSet: false, trimsValues: false, pageSize: 15 },
  capillary: {
    errorStatus: 200,
    caseSensitive: true,
    concurrentStatus521: true,
    changeLabelsMethod: 'POST',
    maxLabels: 10_000,
  },
  fragment: { tokenTtlSeconds: 3600, createExistsStatus: 409, updateMissingStatus: 404, keeps: 'exact' },
};

/** Settings of the demo world: as slow as APIs across the internet, Vero settling after a second and a half. */
export const demoSettings: Settings = {
  ...defaultSettings,
  latencyMs: { min: 40, max: 140 },
  writeLatencyMs: { min: 10, max: 40 },
  vero: { ...defaultSettings.vero, applyDelayMs: 1500 },
};

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
