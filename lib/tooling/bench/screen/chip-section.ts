/** `chip`: from Enter to the painted chip, with a slow provider. */
import type { Page } from '@playwright/test';
import type { Measurement } from '../bench.ts';
import { inventPerson } from '../people/person.ts';
import type { Figure } from '../report/figure.ts';
import { milliseconds, times } from '../report/figure.ts';
import { summarise } from '../statistics.ts';
import { startInstallation } from '../system/installation.ts';
import { openBenchWorld } from '../system/sandbox.ts';
import { openBrowser, signedInContext } from './open-browser.ts';

const maxMs = 50;
const chips = 15;
/** The answer must come after the chip. */
const latencyMs = 400;

export const chipSection: Measurement = async (bench, resources) => {
  const size = bench.sizes.at(-1) ?? 0;
  const world = await openBenchWorld(resources);
  const installation = await startInstallation(resources, await bench.people(size), world.environment);
  const { userId, externalId } = someoneAtVero(size);
  await world.control('POST', 'seed', { vero: [{ id: externalId }] });
  await world.control('PUT', 'settings', { latencyMs: { min: latencyMs, max: latencyMs } });
  const context = await signedInContext(await openBrowser(resources), installation);
  await context.addInitScript(markEnterAndItems);
  const page = await context.newPage();
  await page.goto(`${installation.url}/users/${userId}`, { waitUntil: 'networkidle' });
  const waits: number[] = [];
  for (let round = 0; round < chips; round += 1) waits.push(await addChip(page, round));
  return [figureOf(waits)];
};

/** Adds a chip and removes it, so that the list stays short. */
async function addChip(page: Page, round: number): Promise<number> {
  const region = page.getByRole('region', { name: 'Vero' });
  const name = `bench-${Date.now().toString(36)}-${round}`;
  await region.getByRole('combobox', { name: 'Add tag' }).fill(name);
  await page.keyboard.press('Enter');
  const remove = region.getByRole('button', { name: `Remove ${name}` });
  await remove.waitFor();
  await region.getByRole('listitem', { name }).filter({ hasText: 'accepted' }).waitFor();
  const wait = await page.evaluate(readWait, name);
  await remove.click();
  await remove.waitFor({ state: 'detached' });
  return wait;
}

/** Runs in the page: marks Enter by the event's time, and the paint of a new item. */
function markEnterAndItems(): void {
  const listen = { capture: true };
  const onKey = ({ key, timeStamp }: KeyboardEvent) => {
    if (key === 'Enter') performance.mark('enter', { startTime: timeStamp });
  };
  document.addEventListener('keydown', onKey, listen);
  const onChange = (changes: MutationRecord[]) => {
    for (const added of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
      const label = added instanceof HTMLLIElement ? added.ariaLabel : null;
      // A task after a frame callback runs after the paint.
      if (label) requestAnimationFrame(() => setTimeout(() => performance.mark(`painted ${label}`)));
    }
  };
  new MutationObserver(onChange).observe(document, { childList: true, subtree: true });
}

/** Runs in the page: ms from the last Enter to the paint. */
function readWait(label: string): number {
  const pressed = performance.getEntriesByName('enter').at(-1);
  const [painted] = performance.getEntriesByName(`painted ${label}`);
  if (!pressed || !painted) throw new Error(`${label} was not seen.`);
  return painted.startTime - pressed.startTime;
}

function someoneAtVero(size: number): { userId: number; externalId: string } {
  for (let id = 1; id <= size; id += 1) {
    const identity = inventPerson(id, size).identities.find(({ provider }) => provider === 'vero');
    if (identity) return { userId: id, externalId: identity.externalId };
  }
  throw new Error('Nobody is at Vero.');
}

function figureOf(waits: readonly number[]): Figure {
  const { p50, p95, rounds } = summarise(waits);
  return {
    section: 'chip',
    what: `Enter to painted chip, the answer ${latencyMs} ms away`,
    measured: `${milliseconds(p50)} (p95 ${milliseconds(p95)})`,
    limit: '',
    relation: times(p50 / maxMs),
    target: `< ${maxMs} ms`,
    met: p50 < maxMs,
    numbers: { p50, p95, rounds },
  };
}
