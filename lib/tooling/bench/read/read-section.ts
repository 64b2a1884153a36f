/** `read`: the list as JSON per size, growth, and memory under load. */
import type { Bench, Measurement } from '../bench.ts';
import { absoluteFigure, type Figure } from '../report/figure.ts';
import { startInstallation } from '../system/installation.ts';
import { measureReads, type ReadResult } from './measure-reads.ts';
import { growthFigures, readFigures } from './read-figures.ts';

const maxMegabytes = 350;

export const readSection: Measurement = async (bench, resources) => {
  const figures: Figure[] = [];
  const measured: ReadResult[][] = [];
  for (const size of bench.sizes) {
    const { results, memory } = await measureSize(bench, resources, size);
    measured.push(results);
    figures.push(...readFigures(size, results), ...memory);
  }
  const few = measured[0];
  const many = measured.at(-1);
  if (few && many && few !== many) figures.push(...growthFigures(few, many));
  return figures;
};

async function measureSize(
  { people, folder }: Bench,
  section: AsyncDisposableStack,
  size: number,
): Promise<{ results: ReadResult[]; memory: Figure[] }> {
  await using resources = section.use(new AsyncDisposableStack());
  const databaseUrl = await people(size);
  const installation = await startInstallation(resources, databaseUrl);
  const results = await measureReads(resources, {
    databaseUrl,
    size,
    installation,
    folder,
    withLoad: true,
  });
  const used = installation.memory();
  const figure = { value: used ?? 0, most: maxMegabytes, unit: 'MiB' };
  return {
    results,
    memory:
      used === null
        ? []
        : [
            absoluteFigure(
              `read ${size.toLocaleString('en')}`,
              'memory of app and worker after the loads',
              figure,
            ),
          ],
  };
}
