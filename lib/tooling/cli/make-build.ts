/** Only the production build: for images. */
import { BuildError, buildIfChanged } from './build.ts';
import { complain, say } from './output.ts';

try {
  const hasBuilt = await buildIfChanged(() => say('Building …'));
  say(hasBuilt ? 'Built.' : 'Unchanged since the last build.');
} catch (error) {
  complain(error instanceof BuildError ? error.output : String(error));
  process.exitCode = 1;
}
