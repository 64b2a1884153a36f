import type { FieldName } from '#lib/query/fields.ts';

/** A condition as it is typed: the field and what follows its colon. `untagged` alone means anywhere. */
export function fieldText(name: FieldName, typed: string): string {
  const value = typed.trim();
  return name === 'untagged' && value === '' ? name : `${name}:${value}`;
}
