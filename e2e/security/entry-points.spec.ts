/**
 * The hard shell: every door of the build tried by everybody, with junk and with others' things; what a hostile or
 * overloaded network sends; and, last, whether a secret got out anywhere meanwhile. One installation for all of it.
 */
import { test } from './fixtures.ts';
import { testEntryPoints } from './test-entry-points.ts';
import { testNetwork } from './test-network.ts';
import { testSecrets } from './test-secrets.ts';
import { testStrain } from './test-strain.ts';

// In this order and in one worker.
test.describe.configure({ mode: 'default' });

testEntryPoints();
testNetwork();
testStrain();
testSecrets();
