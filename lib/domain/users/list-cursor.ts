/** Sort values and id of the last row shown, as base64url of JSON. Opaque to callers. */
import { z } from 'zod';
import { AppError } from '#lib/shared/errors.ts';
import type { UserSort } from '#lib/shared/user-list.ts';

export type ListPlace = { value: string | number; id: number };

// PostgreSQL refuses NUL and lone surrogates.
const textValue = z.string().refine((text) => !text.includes('\0') && text.isWellFormed());
const instantValue = z
  .string()
  .max(40)
  .refine((text) => /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/.test(text) && !Number.isNaN(Date.parse(text)));
const rowId = z.int().positive();

const valueRules = {
  changed: instantValue,
  name: textValue,
  email: textValue,
  tags: z.int().min(0).max(2_147_483_647),
};

function ruleOf(sort: UserSort) {
  const [column = ''] = sort.split('-');
  const value =
    column === 'name' || column === 'email' || column === 'tags' ? valueRules[column] : valueRules.changed;
  return z.tuple([z.literal(sort), value, rowId]);
}

export function writeCursor(sort: UserSort, place: ListPlace): string {
  return Buffer.from(JSON.stringify([sort, place.value, place.id])).toString('base64url');
}

/** Throws AppError `invalid` (field `cursor`). */
export function readCursor(sort: UserSort, cursor: string): ListPlace {
  const parsed = ruleOf(sort).safeParse(decode(cursor));
  if (!parsed.success) {
    const message = 'This place in the list is not valid. Start again from the top.';
    throw new AppError('invalid', message, { cursor: message });
  }
  const [, value, id] = parsed.data;
  return { value, id };
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
