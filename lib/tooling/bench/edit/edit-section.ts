/** `edit`: what Tagdesk adds to the provider's time. */
import type { Measurement } from '../bench.ts';
import { differenceFigure, type Figure } from '../report/figure.ts';
import { startInstallation } from '../system/installation.ts';
import { openBenchWorld } from '../system/sandbox.ts';
import { type EditResult, measureEdits } from './measure-edits.ts';

const maxAddedMs = 10;

export const editSection: Measurement = async (bench, resources) => {
  const size = bench.sizes.at(-1) ?? 0;
  const databaseUrl = await bench.people(size);
  const world = await openBenchWorld(resources);
  const installation = await startInstallation(resources, databaseUrl, world.environment);
  const results = await measureEdits(resources, {
    databaseUrl,
    size,
    world,
    installation,
    latencies: [0, 50],
  });
  return results.flatMap(editFigures);
};

function editFigures({ provider, latencyMs, verb, action, bare }: EditResult): Figure[] {
  const what = (how: string) => `${how}, ${provider}, ${latencyMs} ms away`;
  const most = maxAddedMs;
  return [
    differenceFigure('edit', what('verb'), { measured: verb, limit: bare, most }),
    ...(action ? [differenceFigure('edit', what('over HTTP'), { measured: action, limit: bare, most })] : []),
  ];
}
