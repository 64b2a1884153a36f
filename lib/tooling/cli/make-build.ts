/** Only the production build: for images. */
import { BuildError, buildIfChanged } from './build.ts';
import { complain, print } from './output.ts';

try {
  const hasBuilt = await buildIfChanged(() => print('Building …'));
  print(hasBuilt ? 'Built.' : 'Unchanged since the last build.');
} catch (error) {
  complain(error instanceof BuildError ? error.output : String(error));
  process.exitCode = 1;
}
