import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Figure } from './figure.ts';

const columns = ['section', 'what', 'measured', 'limit', 'relation', 'target'] as const;
const verdicts = new Map<boolean | null, string>([
  [true, 'met'],
  [false, 'MISSED'],
  [null, ''],
]);

export function toTable(figures: readonly Figure[]): string {
  const header = ['section', 'what', 'Tagdesk', 'limit', 'against it', 'target', ''];
  const rows = figures.map((figure) => [
    ...columns.map((column) => figure[column]),
    verdicts.get(figure.met) ?? '',
  ]);
  const widths = header.map((title, place) =>
    Math.max(title.length, ...rows.map((row) => row[place]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, place) => cell.padEnd(widths[place] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(header), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join('\n');
}

/** Load average (one minute) at the section's start: tells a busy machine. */
export type SectionLoad = { section: string; load: number };

/** `<date>.json`; gives its path. */
export function writeReport(
  folder: string,
  figures: readonly Figure[],
  loads: readonly SectionLoad[],
): string {
  mkdirSync(folder, { recursive: true });
  const at = new Date().toISOString();
  const file = join(folder, `${at.slice(0, 19).replaceAll(':', '-')}.json`);
  const machine = {
    cores: cpus().length,
    gibibytes: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    loadAtEnd: loadavg()[0],
  };
  writeFileSync(file, `${JSON.stringify({ at, machine, loads, figures }, null, 2)}\n`);
  return file;
}
