/** In UTF-16 units. Browser-safe, without zod. */

export const maxNoteLength = 500;
/** Of users and runs. */
export const maxNameLength = 200;
export const maxViewNameLength = 80;
export const maxSearchLength = 200;
