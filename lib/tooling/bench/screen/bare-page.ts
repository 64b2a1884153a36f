/**
 * The limit of browsers: the same document without its program, from a bare server. Keys and wheel act by
 * bare DOM calls.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { openTimedClient } from '../system/http.ts';
import type { Installation } from '../system/installation.ts';
import { untilPainted } from './page-marks.ts';
import { keyPauseMs, pressKeys } from './press-keys.ts';

/** Gives its URL. `list`: its accessible name. */
export async function serveBarePage(
  resources: AsyncDisposableStack,
  installation: Installation,
  { path, list }: { path: string; list: string },
): Promise<string> {
  const client = openTimedClient(installation.url, installation.cookie);
  const { text } = await client.get(path);
  const withoutProgram = text.replaceAll(
    /<script\b[^>]*>[\s\S]*?<\/script>|<link\b[^>]*\bas="script"[^>]*>/g,
    '',
  );
  const document = `${withoutProgram}<script>(${moveByKeys})(${JSON.stringify(list)})</script>`;
  const styles = new Map<string, string>();
  for (const [, href = ''] of document.matchAll(/\bhref="(\/[^"]+\.css[^"]*)"/g)) {
    styles.set(href, (await client.get(href)).text);
  }
  await client.close();

  const server = createServer((request, response) => {
    const style = styles.get(request.url ?? '');
    if (style !== undefined) {
      response.writeHead(200, { 'content-type': 'text/css', 'cache-control': 'public, max-age=3600' });
      response.end(style);
    } else if (request.url === path) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(document);
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  resources.adopt(server, (opened) => {
    opened.closeAllConnections();
    opened.close();
  });
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}${path}`;
}

/** Types, moves, selects and scrolls, as in Tagdesk's lists. */
export async function workThroughBareList(page: Page, { list, field }: { list: string; field: string }) {
  await page.getByRole('searchbox', { name: field }).pressSequentially('mira sha', { delay: keyPauseMs });
  await page.getByRole('searchbox', { name: field }).blur();
  await pressKeys(page, ['j', 'j', 'x', 'j', 'x', 'k', 'ArrowDown', 'PageDown', 'PageDown', 'Home']);
  await page.getByRole('grid', { name: list }).hover();
  for (let turn = 0; turn < 20; turn += 1) {
    await page.mouse.wheel(0, 400);
    await page.evaluate(untilPainted);
    if (turn % 2 === 1) await pressKeys(page, ['j', 'x']);
  }
  await pressKeys(page, ['Home', ...Array.from({ length: 20 }, () => 'j')]);
}

/**
 * Runs in the bare page, self-contained: cursor, selection, and as many rows as Tagdesk keeps, all new ones
 * at once, copied from the document's.
 */
function moveByKeys(label: string): void {
  const body = document.querySelector(`[role="grid"][aria-label="${label}"] tbody`);
  const scroller = body?.closest('table')?.parentElement;
  if (!(body instanceof HTMLElement) || !scroller) throw new Error('There is no list.');
  const rowHeight = 36;
  const count = 1_000;
  const models = [...body.children];
  const shown = new Map(models.map((row, index) => [index, row]));
  body.style.height = `${count * rowHeight}px`;

  const draw = () => {
    const first = Math.max(0, Math.floor(scroller.scrollTop / rowHeight) - 6);
    const end = Math.min(count, first + models.length);
    for (const [index, row] of shown) {
      if (index >= first && index < end) continue;
      row.remove();
      shown.delete(index);
    }
    for (let index = end - 1; index >= first; index -= 1) {
      if (shown.has(index)) continue;
      const row = models[index % models.length]?.cloneNode(true);
      if (!(row instanceof HTMLElement)) continue;
      body.insertBefore(row, shown.get(index + 1) ?? null);
      shown.set(index, row);
    }
    body.style.paddingTop = `${first * rowHeight}px`;
  };
  scroller.addEventListener('scroll', draw, { passive: true });

  let cursor = -1;
  const paint = (background: string) => {
    const row = shown.get(cursor);
    if (row instanceof HTMLElement) row.style.background = background;
  };
  const moveTo = (index: number) => {
    paint('');
    cursor = Math.max(0, Math.min(index, count - 1));
    const top = cursor * rowHeight;
    const room = scroller.clientHeight - 2 * rowHeight;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top > scroller.scrollTop + room) scroller.scrollTop = top - room;
    paint('var(--hover)');
  };
  const pick = () => {
    paint('var(--selected)');
    const box = shown.get(cursor)?.querySelector('input');
    if (box) box.checked = !box.checked;
  };
  const steps = new Map([
    ['j', 1],
    ['k', -1],
    ['ArrowDown', 1],
    ['PageDown', 15],
    ['Home', -count],
  ]);
  document.addEventListener('keydown', (event) => {
    if (event.target instanceof HTMLInputElement) return;
    const step = steps.get(event.key);
    if (step === undefined && event.key !== 'x') return;
    event.preventDefault();
    if (step === undefined) pick();
    else moveTo(cursor + step);
  });
}
