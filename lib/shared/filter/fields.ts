/** Filter fields with examples. Browser-safe; shown in completion and help. */

import type { ProviderId } from '#lib/providers/ids.ts';

export interface FieldHelp {
  /** Without the colon. */
  readonly name: string;
  readonly example: string;
  readonly meaning: string;
}

export const fields = [
  { name: 'vero', example: 'vero:prospect', meaning: 'has the label at Vero' },
  { name: 'cerego', example: 'cerego:Region=California', meaning: 'has the value at Cerego' },
  { name: 'capillary', example: 'capillary:"Premium Customer"', meaning: 'has the label at Capillary' },
  { name: 'fragment', example: 'fragment:plan=te*', meaning: 'has the key and value at FRAGMENT' },
  { name: 'tag', example: 'tag:prospect', meaning: 'has the tag at any provider' },
  { name: 'has', example: 'has:vero', meaning: 'is in the provider' },
  { name: 'no', example: 'no:vero', meaning: 'is not in the provider' },
  { name: 'untagged', example: 'untagged:vero', meaning: 'has no tag at the provider; alone: anywhere' },
  { name: 'identities', example: 'identities:>=2', meaning: 'is in that many providers' },
  {
    name: 'proof',
    example: 'proof:accepted>7d',
    meaning: 'has a tag marked so, here for more than 7 days',
  },
  { name: 'drift', example: 'drift:fragment', meaning: 'differs at the provider; alone: anywhere' },
  { name: 'read', example: 'read:>7d', meaning: 'was not read for 7 days' },
  {
    name: 'changed',
    example: 'changed:7d',
    meaning: 'changed in the last 7 days, or on, before or after a day',
  },
  { name: 'changed-by', example: 'changed-by:ana@example.com', meaning: 'changed by the member' },
  { name: 'run', example: 'run:123', meaning: 'was in the run' },
  {
    name: 'import',
    example: 'import:123.new',
    meaning: 'was made by the import (.new), changed by it (.changed), or either',
  },
  {
    name: 'differs',
    example: 'differs:cerego.Region/fragment.region',
    meaning: 'has two values that differ',
  },
  {
    name: 'missing',
    example: 'missing:vero/capillary',
    meaning: 'has a tag at one provider that is missing in another',
  },
] as const satisfies readonly FieldHelp[];

export type FieldName = (typeof fields)[number]['name'];

export const fieldNames: readonly FieldName[] = fields.map((field) => field.name);

export function isFieldName(name: string): name is FieldName {
  return fieldNames.some((field) => field === name);
}

export const providerNames: Record<ProviderId, string> = {
  vero: 'Vero',
  cerego: 'Cerego',
  capillary: 'Capillary',
  fragment: 'FRAGMENT',
};

/** Then `=` belongs to the label, and there is no value. */
export function hasLabels(provider: ProviderId | null): boolean {
  return provider === 'vero' || provider === 'capillary';
}
