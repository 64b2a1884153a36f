/** Documentation from the schema: `.env.example` and the tables of lib/docs/settings.md. */
import type { z } from 'zod';
import { catalog } from '#lib/providers/catalog.ts';
import { providerIds } from '#lib/providers/ids.ts';
import { paceSettings, providerSettings } from './providers.ts';
import { aboutOf } from './read-setting.ts';
import { ownSettings } from './schema.ts';

/** As it would be written; empty: no default. */
function usual(type: z.ZodType): string {
  const value: unknown = type.parse(undefined);
  return typeof value === 'string' || typeof value === 'number' || Array.isArray(value) ? String(value) : '';
}

const code = (text: string) => (text === '' ? '' : `\`${text}\``);

export function exampleFile(): string {
  const lines = (shape: Record<string, z.ZodType>) =>
    Object.values(shape).map((type) => {
      const { variable, example } = aboutOf(type);
      return `# ${variable}=${example ?? usual(type)}`;
    });
  const providers = providerIds.map((id) => [...lines(providerSettings[id]), ...lines(paceSettings(id))]);
  const head = [
    '# Copy to .env and fill in what you have; lib/docs/settings.md explains each setting. `npm start` reads it.',
    '# With nothing set, Tagdesk runs its sandbox and nothing leaves this machine.',
  ];
  const secrets = [
    '# Every secret may stand in a file of one line instead:',
    '# VERO_AUTH_TOKEN_FILE=/run/secrets/vero-auth-token',
  ];
  return `${[head, lines(ownSettings), secrets, ...providers].map((part) => part.join('\n')).join('\n\n')}\n`;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const [head = [], ...body] = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)));
  return [head, widths.map((width) => '-'.repeat(width)), ...body].map(line).join('\n');
}

function ownTable(): string {
  const rows: [variables: string, unset: string, meaning: string][] = [];
  for (const type of Object.values<z.ZodType>(ownSettings)) {
    const { variable, meaning, unset } = aboutOf(type);
    const last = rows.at(-1);
    if (meaning === null && last) last[0] += `, ${code(variable)}`;
    else rows.push([code(variable), unset ?? code(usual(type)), meaning ?? '']);
  }
  return table([['variable', 'default', 'meaning'], ...rows]);
}

function providerTable(): string {
  const rows = providerIds.map((id) => {
    const parts = Object.values<z.ZodType>(providerSettings[id]).map((type) => {
      const { variable, meaning } = aboutOf(type);
      const value = usual(type);
      return `${code(variable)}${value === '' ? '' : ` (${code(value)})`}${meaning}`;
    });
    return [catalog[id].label, parts.join('; ')];
  });
  return table([['provider', 'variables (default)'], ...rows]);
}

/** Below the repository's root. */
export const settingsPage = 'lib/docs/settings.md';

/** Throws where a table has no place. */
export function pageWithTables(page: string): string {
  const tables = { settings: ownTable(), providers: providerTable() };
  return Object.entries(tables).reduce((text, [name, content]) => {
    const place = new RegExp(`(<!-- ${name}: [^\\n]* -->\\n\\n)[^]*?(\\n\\n<!-- /${name} -->)`);
    if (!place.test(text)) throw new Error(`The page has no place for the table “${name}”.`);
    return text.replace(place, (_, before: string, after: string) => `${before}${content}${after}`);
  }, page);
}
