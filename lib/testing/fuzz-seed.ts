/**
 * Property tests draw the same examples in every run, so that a change alone decides whether they pass. Look for more with
 * `TAGDESK_FUZZ_SEED=$RANDOM npm run test:unit`, and turn what is found into a test of its own.
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.TAGDESK_FUZZ_SEED ?? 20_261_121) });
