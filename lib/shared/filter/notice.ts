/** What is to be said of a filter that can be read. Browser-safe. */

/** One way to mend a filter: what it puts in, and the whole text then. `says`: in words, where that is shorter. */
export type FilterCure = { suggestion: string; cured: string; says?: string };

/** Something to say of a filter; `about` names one among several. `cures` of an unknown tag: the nearest in its place, best first. */
export type FilterNotice = { about: string; message: string; cures: FilterCure[] };
