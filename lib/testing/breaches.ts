/** For each limit of a schema an input that breaks it, by inspecting the schema. */
import { core } from 'zod';

/** `what`: `too long`, `no such choice` and so on. */
export type Breach = { what: string; path: (string | number)[]; input: unknown };

type Wrong = Omit<Breach, 'input'> & { value: unknown };

/** `sampleOf`, wrong in one place. */
export function breachesOf(schema: core.$ZodType): Breach[] {
  const sample = sampleOf(schema);
  return wrongsOf(schema).map(({ what, path, value }) => ({ what, path, input: put(sample, path, value) }));
}

function put(into: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (Array.isArray(into))
    return into.map((item, index) => (index === first ? put(item, rest, value) : item));
  const fields: Record<string, unknown> = { ...Object(into) };
  return { ...fields, [first]: put(fields[first], rest, value) };
}

/** Valid by types, choices and lengths; refinements are unknown. */
function sampleOf(schema: core.$ZodType): unknown {
  const { minimum, format } = boundsOf(schema);
  if (schema instanceof core.$ZodObject)
    return Object.fromEntries(
      Object.entries(schema._zod.def.shape).map(([name, field]) => [name, sampleOf(field)]),
    );
  if (schema instanceof core.$ZodArray)
    return Array.from({ length: Math.max(1, minimum ?? 0) }, () => sampleOf(schema._zod.def.element));
  if (schema instanceof core.$ZodEnum) return Object.values(schema._zod.def.entries)[0];
  if (schema instanceof core.$ZodLiteral) return schema._zod.def.values[0];
  const last = schema instanceof core.$ZodUnion ? schema._zod.def.options.at(-1) : undefined;
  if (last) return sampleOf(last);
  if (schema instanceof core.$ZodBoolean) return true;
  if (schema instanceof core.$ZodNumber) return Math.max(1, minimum ?? 0);
  const inner = innerOf(schema);
  if (inner) return sampleOf(inner);
  if (format === 'email') return 'ana@customers.example';
  if (format === 'date') return '2026-11-21';
  if (format === 'datetime') return '2026-11-21T10:00:00Z';
  return 'x'.repeat(Math.max(1, minimum ?? 0));
}

function wrongsOf(schema: core.$ZodType): Wrong[] {
  const inner = innerOf(schema);
  if (inner) return wrongsOf(inner);
  const { minimum, maximum, format } = boundsOf(schema);
  const own: Wrong[] = [];
  const add = (what: string, value: unknown) => own.push({ what, path: [], value });
  add('missing', undefined);
  add('another type', schema instanceof core.$ZodString || format ? 5 : 'zz');
  add('null', null);
  if (schema instanceof core.$ZodNumber) {
    add('no number', Number.NaN);
    add('not whole', 1.5);
    if (maximum !== undefined) add('too large', maximum + 1);
    if (minimum !== undefined) add('too small', minimum - 1);
  } else if (schema instanceof core.$ZodArray) {
    const item = sampleOf(schema._zod.def.element);
    if (minimum !== undefined) add('too few', []);
    if (maximum !== undefined)
      add(
        'too many',
        Array.from({ length: maximum + 1 }, () => item),
      );
    own.push(...below(0, schema._zod.def.element));
  } else if (schema instanceof core.$ZodObject) {
    for (const [name, field] of Object.entries(schema._zod.def.shape)) own.push(...below(name, field));
  } else if (schema instanceof core.$ZodUnion) {
    for (const option of schema._zod.def.options) {
      add('another option', sampleOf(option));
      for (const { what, path, value } of wrongsOf(option)) add(what, put(sampleOf(option), path, value));
    }
  } else {
    add('no such choice', 'no such choice');
    add('blank', '');
    if (maximum !== undefined) add('too long', 'x'.repeat(maximum + 1));
    if (minimum !== undefined) add('too short', 'x'.repeat(Math.max(0, minimum - 1)));
    add('half a character', '\ud800');
  }
  return own;
}

const below = (name: string | number, schema: core.$ZodType): Wrong[] =>
  wrongsOf(schema).map((wrong) => ({ ...wrong, path: [name, ...wrong.path] }));

/** Unwraps optional, default and transform. */
function innerOf(schema: core.$ZodType): core.$ZodType | null {
  if (
    schema instanceof core.$ZodOptional ||
    schema instanceof core.$ZodNullable ||
    schema instanceof core.$ZodDefault
  )
    return schema._zod.def.innerType;
  return schema instanceof core.$ZodPipe ? schema._zod.def.in : null;
}

function boundsOf(schema: core.$ZodType): { minimum?: number; maximum?: number; format?: string } {
  const found: { minimum?: number; maximum?: number; format?: string } = {};
  for (const { _zod } of [schema, ...(schema._zod.def.checks ?? [])]) {
    const { check, minimum, maximum, value, format } = { ..._zod.def } as Record<string, unknown>;
    if (typeof format === 'string') found.format = format;
    if (check === 'min_length' && typeof minimum === 'number') found.minimum = minimum;
    if (check === 'max_length' && typeof maximum === 'number') found.maximum = maximum;
    if (check === 'greater_than' && typeof value === 'number') found.minimum = value;
    if (check === 'less_than' && typeof value === 'number') found.maximum = value;
  }
  return found;
}
