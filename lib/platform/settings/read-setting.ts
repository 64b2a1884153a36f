/** Reads settings by their zod types. What people read of each stands in a registry beside its type. */
import { z } from 'zod';
import { SettingsError } from './settings-error.ts';

export type Environment = Record<string, string | undefined>;

export type About = {
  variable: string;
  /** null: told by the setting before, in whose row of the table it stands. */
  meaning: string | null;
  /** What counts where it is not set, in words; left out where the value says it. */
  unset?: string;
  /** In `.env.example`; left out where the value that counts anyway will do. */
  example?: string;
};

export const about = z.registry<About>();

/** The registered entry. An unregistered type is a fault of the program. */
export function aboutOf(type: z.ZodType): About {
  const found = about.get(type);
  if (!found) throw new Error('A setting without a variable.');
  return found;
}

/** Throws SettingsError. An empty value counts as not set: that is how compose files and CI leave a variable out. */
export function readSetting<T>(env: Environment, type: z.ZodType<T>): T {
  const { variable } = aboutOf(type);
  const read = type.safeParse(env[variable]?.trim() || undefined);
  if (read.success) return read.data;
  throw new SettingsError(variable, read.error.issues[0]?.message ?? 'is not valid.');
}

type Shape = Record<string, z.ZodType>;
type ValuesOf<S extends Shape> = { [Name in keyof S]: z.output<S[Name]> };

/** All of them, in their order: the first that is wrong throws SettingsError. */
export function readAll<S extends Shape>(env: Environment, shape: S): ValuesOf<S> {
  const values = Object.entries(shape).map(([name, type]) => [name, readSetting(env, type)]);
  return Object.fromEntries(values) as ValuesOf<S>;
}

type Given = readonly [variable: string, value: string | null];

/** Both or neither: half a credential is a mistake, not "not connected". */
export function bothOf([first, a]: Given, [second, b]: Given): [string, string] | null {
  if (a && b) return [a, b];
  if (!a && !b) return null;
  throw new SettingsError(a ? second : first, `is missing, while ${a ? first : second} is set.`);
}
