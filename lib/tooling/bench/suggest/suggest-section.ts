/** `suggest`: suggestions over HTTP, with a usual and a large catalogue. */
import type { Measurement } from '../bench.ts';
import { usualTags } from '../people/catalogue.ts';
import { difference, type Figure, samples, shown } from '../report/figure.ts';
import { summarise } from '../statistics.ts';
import { openTimedClient, type TimedClient } from '../system/http.ts';
import { startInstallation } from '../system/installation.ts';

const maxMs = 50;
const warmUps = 2;
const rounds = 20;
const catalogues = [usualTags, 100_000];

type Asked = Record<string, string>;
const term = (text: string): Asked => ({ wanted: 'term', text });
const keyAt = (provider: string, text: string): Asked => ({ wanted: 'key', provider, text });
const valueAt = (key: string, text: string): Asked => ({ wanted: 'value', provider: 'cerego', key, text });

/** By their cost. */
const terms: Record<string, Asked[]> = {
  'nothing or a letter yet': ['', 's', 'e', '1'].map(term),
  'two and three letters': ['se', 'on', 'seg', 'val'].map(term),
  'a word that many hold': ['segment', 'value', 'value-1', 'region'].map(term),
  'a word that few hold': ['cohort-12', 'league-250', 'team-1=value', 'zzz'].map(term),
  'labels and keys of a provider': [keyAt('vero', ''), keyAt('vero', 'seg'), keyAt('cerego', 'te')],
  'values of a key, of any key': [valueAt('region-2', ''), valueAt('region-2', '9'), valueAt('', 'value')],
  'misspelt label, key, value': [keyAt('vero', 'segmnet'), keyAt('cerego', 'reigon'), valueAt('', 'vaule')],
};

const edits: Asked[] = [
  { provider: 'vero', text: '' },
  { provider: 'vero', text: 'seg' },
  { provider: 'capillary', text: '1' },
  { provider: 'cerego', text: '' },
  { provider: 'cerego', key: 'region-2', text: '9' },
];

export const suggestSection: Measurement = async (bench, resources) => {
  const size = bench.sizes.at(-1) ?? 0;
  const figures: Figure[] = [];
  for (const tags of catalogues) {
    const installation = await startInstallation(resources, await bench.people(size, tags));
    const client = openTimedClient(installation.url, installation.cookie);
    const section = `suggest ${tags.toLocaleString('en')}`;
    for (const [what, asked] of Object.entries(terms)) {
      figures.push(
        await measure(
          client,
          section,
          what,
          asked.map((one) => pathOf('/api/tags/terms', one)),
        ),
      );
    }
    const paths = edits.map((one) => pathOf('/api/tags/suggest', one));
    figures.push(await measure(client, section, 'in the field for a new tag', paths));
    await client.close();
  }
  return figures;
};

const nothing = pathOf('/api/tags/terms', term('qzxqzx'));

function pathOf(route: string, asked: Asked): string {
  return `${route}?${new URLSearchParams(asked)}`;
}

/** In turns. A question without matches beside them shows the cost of the round trip. */
async function measure(client: TimedClient, section: string, what: string, paths: string[]): Promise<Figure> {
  const waits: number[] = [];
  const empty: number[] = [];
  for (let round = 0; round < warmUps + rounds; round += 1) {
    for (const path of paths) {
      const { totalMs } = await client.get(path);
      if (round >= warmUps) waits.push(totalMs);
    }
    const { totalMs } = await client.get(nothing);
    if (round >= warmUps) empty.push(totalMs);
  }
  const sample = summarise(waits);
  const floor = summarise(empty);
  return {
    section,
    what,
    measured: shown(sample),
    limit: `${shown(floor)}, nothing found`,
    relation: difference(sample.p50 - floor.p50),
    target: `p95 < ${maxMs} ms`,
    met: sample.p95 < maxMs,
    numbers: samples(sample, floor),
  };
}
