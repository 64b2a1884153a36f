/** The most characters (UTF-16 units) of what people type, for rules and fields alike. Browser-safe, without zod. */

/** Why something is done, kept with every change. */
export const maxNoteLength = 500;
/** Of a user or a run. */
export const maxNameLength = 200;
export const maxViewNameLength = 80;
/** What is looked for in the catalogue, among keys and values, or in names. */
export const maxSearchLength = 200;
