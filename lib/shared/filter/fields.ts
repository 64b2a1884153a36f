/** Filter fields with examples. Browser-safe; shown in completion and help. */

import type { ProviderId } from '#lib/providers/ids.ts';

export interface FieldHelp {
  /** Without the colon. */
  readonly name: string;
  readonly example: string;
  readonly meaning: string;
}

export const fields = [
  { name: 'vero', example: 'vero:prospect', meaning: 'carries the label at Vero' },
  { name: 'cerego', example: 'cerego:Region=California', meaning: 'carries the typed value at Cerego' },
  { name: 'capillary', example: 'capillary:"Premium Customer"', meaning: 'carries the label at Capillary' },
  { name: 'fragment', example: 'fragment:plan=te*', meaning: 'carries the key/value at FRAGMENT' },
  { name: 'tag', example: 'tag:prospect', meaning: 'carries the tag at any provider' },
  { name: 'has', example: 'has:vero', meaning: 'has an identity at the provider' },
  { name: 'no', example: 'no:vero', meaning: 'has no identity at the provider' },
  { name: 'untagged', example: 'untagged:vero', meaning: 'carries no tag at the provider; alone: nowhere' },
  { name: 'identities', example: 'identities:>=2', meaning: 'has that many identities' },
  { name: 'proof', example: 'proof:vero.unknown', meaning: 'carries a tag with that proof' },
  {
    name: 'changed',
    example: 'changed:7d',
    meaning: 'last changed within a span, or before, on or after a day',
  },
  { name: 'changed-by', example: 'changed-by:ana@example.com', meaning: 'was changed by the member' },
  { name: 'run', example: 'run:123', meaning: 'was part of the run' },
  {
    name: 'import',
    example: 'import:123.new',
    meaning: 'was made by the import (.new), changed by it (.changed), or either',
  },
  {
    name: 'differs',
    example: 'differs:cerego.Region/fragment.region',
    meaning: 'has both values and they differ',
  },
  {
    name: 'missing',
    example: 'missing:vero/capillary',
    meaning: 'carries a tag at the first provider that the second lacks',
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
