/**
 * `npm run bench -- [sections] [sizes]`: measures, prints a table, writes a file. See
 * lib/tooling/bench/README.md.
 */
import { mkdirSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { BuildError, buildIfChanged } from '#lib/tooling/cli/build.ts';
import { openDataFolder } from '#lib/tooling/cli/data-folder.ts';
import { complain, print } from '#lib/tooling/cli/output.ts';
import { closeAll, openIn } from '#lib/tooling/cli/resources.ts';
import { startEmbeddedPostgres } from '#lib/tooling/embedded-postgres/start.ts';
import type { Bench } from './bench.ts';
import { measurements } from './measurements.ts';
import { usualTags } from './people/catalogue.ts';
import { openPeople } from './people/open-people.ts';
import type { Figure } from './report/figure.ts';
import { type SectionLoad, toTable, writeReport } from './report/write-report.ts';
import { readAsked } from './sections.ts';

/** Exit code 0: all was measured, whether or not targets were met. */
export async function main(words: readonly string[]): Promise<number> {
  const asked = readAsked(words);
  const dataDir = openDataFolder(process.env.TAGDESK_DATA_DIR ?? null);
  const folder = join(dataDir, 'bench');
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const resources = new AsyncDisposableStack();
  const stopping = new AbortController();
  let closing: Promise<void> | null = null;
  // A second call waits for the first.
  const close = () => {
    stopping.abort();
    closing ??= closeAll(resources, complain);
    return closing;
  };
  const figures: Figure[] = [];
  const loads: SectionLoad[] = [];
  let failures = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void close().finally(() => process.exit(1)));
  }
  try {
    await buildIfChanged(() => print('Building …'), stopping.signal);
    const server = await openIn(
      resources,
      () => startEmbeddedPostgres({ dataDir: join(folder, 'postgres') }),
      (opened) => opened.stop(),
    );
    const bench: Bench = {
      ...asked,
      folder,
      print,
      people: (size, tags = usualTags) => openPeople(server.url, { size, tags, print }),
      serverUrl: server.url,
    };
    for (const section of asked.sections) {
      const load = loadavg()[0] ?? 0;
      loads.push({ section, load });
      print(`\n── ${section} (load ${load.toFixed(1)})`);
      // An aborted benchmark ends its servers before their database.
      const own = resources.use(new AsyncDisposableStack());
      try {
        const made = await measurements[section](bench, own);
        figures.push(...made);
        print(toTable(made));
      } catch (error) {
        failures += 1;
        complain(`${section}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      } finally {
        await closeAll(own, complain);
      }
    }
  } catch (error) {
    if (error instanceof BuildError) complain(error.output);
    throw error;
  } finally {
    await close();
  }
  const missed = figures.filter(({ met }) => met === false);
  if (asked.sections.length > 1) print(`\n${toTable(figures)}\n`);
  print(`${figures.length} figures, ${missed.length} targets missed. ${writeReport(folder, figures, loads)}`);
  // How much script a page loads is the same on every machine; times are not.
  return failures === 0 && !missed.some(({ section }) => section === 'script') ? 0 : 1;
}
