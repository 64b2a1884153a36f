/**
 * Every entry point tried by everybody, hostile and overloaded networks, and finally a search for leaked
 * secrets. One installation for all.
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
