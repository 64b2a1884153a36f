/** Reads settings by zod types; a registry holds their documentation. */
import { z } from 'zod';
import { SettingsError } from './settings-error.ts';

export type Environment = Record<string, string | undefined>;

export type About = {
  variable: string;
  /** null: documented with the setting before. */
  meaning: string | null;
  /** The effective value, in words; absent where the value says it. */
  unset?: string;
  /** In `.env.example`; absent where the default will do. */
  example?: string;
};

export const about = z.registry<About>();

/** Throws for an unregistered type: a bug. */
export function aboutOf(type: z.ZodType): About {
  const found = about.get(type);
  if (!found) throw new Error('A setting without a variable.');
  return found;
}

/** Throws SettingsError. Empty counts as not set: compose files and CI leave variables out that way. */
export function readSetting<T>(env: Environment, type: z.ZodType<T>): T {
  const { variable } = aboutOf(type);
  const read = type.safeParse(env[variable]?.trim() || undefined);
  if (read.success) return read.data;
  throw new SettingsError(variable, read.error.issues[0]?.message ?? 'is not valid.');
}

type Shape = Record<string, z.ZodType>;
type ValuesOf<S extends Shape> = { [Name in keyof S]: z.output<S[Name]> };

/** In order; throws SettingsError for the first wrong one. */
export function readAll<S extends Shape>(env: Environment, shape: S): ValuesOf<S> {
  const values = Object.entries(shape).map(([name, type]) => [name, readSetting(env, type)]);
  return Object.fromEntries(values) as ValuesOf<S>;
}

type Given = readonly [variable: string, value: string | null];

/** Both or neither: half a credential is a mistake. */
export function bothOf([first, a]: Given, [second, b]: Given): [string, string] | null {
  if (a && b) return [a, b];
  if (!a && !b) return null;
  throw new SettingsError(a ? second : first, `is missing, while ${a ? first : second} is set.`);
}
