/** Run by the watchdog: stops the server once nobody uses it. */
import { existsSync, realpathSync } from 'node:fs';
import { layoutOf } from './layout.ts';
import { stopIfUnused } from './start.ts';

const [dataDir = '', tuning = ''] = process.argv.slice(2);
if (existsSync(dataDir)) {
  const layout = layoutOf(realpathSync(dataDir));
  for (;;) {
    const left = await stopIfUnused(layout, tuning === 'scratch' ? 'scratch' : 'durable');
    // Another watched user has its own watchdog, which takes over.
    if (left.living === 0 || left.watched > 0) break;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
