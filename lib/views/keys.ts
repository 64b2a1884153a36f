/** The key under which the list keeps the views. Browser-safe. */
export const viewsKeys = { all: ['views'] as const };
