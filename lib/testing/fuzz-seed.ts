/**
 * The same examples in every run, so that only a change decides. Look for more with
 * `TAGDESK_FUZZ_SEED=$RANDOM npm run test:unit`, and turn findings into tests.
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.TAGDESK_FUZZ_SEED ?? 20_261_121) });
