/** Tags of the demo world, the most used first: people pick them in proportion to 1/rank. */
import data from './demo-tags.json' with { type: 'json' };

/**
 * `veroTags`: a few spellings differ on purpose, as in every grown account. `fragmentValues`: none holds `#`, `/` or
 * `:`, which FRAGMENT refuses.
 */
export const { veroTags, ceregoValues, fragmentValues } = data;

/** Capillary's labels with the catalogue's description: in use, the most used first, and such as nobody carries. */
export const capillaryLabels = Object.entries(data.capillaryLabels);
export const unusedLabels = Object.entries(data.unusedLabels);
