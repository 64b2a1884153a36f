/** Every exported schema of lib, from the sources. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const lib = join(import.meta.dirname, '..');
/** They take nothing from a browser. */
const outside = /^(sandbox|tooling|platform\/(db|settings)|providers|testing)\//;

/** Relative to lib. */
export function findSchemaFiles(): string[] {
  return readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      file.endsWith('.ts') &&
      !/\.test\.ts$/.test(file) &&
      !outside.test(file) &&
      /from 'zod(?:\/mini)?'/.test(readFileSync(join(lib, file), 'utf8')),
  );
}

/** Named `shared/users.ts nameRule`. */
export async function findSchemas(): Promise<[string, z.core.$ZodType][]> {
  const modules = await Promise.all(
    findSchemaFiles().map(
      async (file): Promise<[string, Record<string, unknown>]> => [
        file,
        await import(/* @vite-ignore */ join(lib, file)),
      ],
    ),
  );
  return modules.flatMap(([file, exports]) =>
    Object.entries(exports).flatMap(([name, value]): [string, z.core.$ZodType][] =>
      value instanceof z.core.$ZodType ? [[`${file} ${name}`, value]] : [],
    ),
  );
}
