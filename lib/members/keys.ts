/** Keys under which pages keep what they read of members. Browser-safe. */
export const membersKeys = { all: ['members'] as const, links: ['members', 'links'] as const };
