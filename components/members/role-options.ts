import { roles } from '#lib/shared/permissions.ts';

const means = {
  viewer: 'sees',
  support: 'edits one user',
  marketer: 'edits many, imports',
  admin: 'everything',
};

/** The roles of a select, each with what it may do. */
export const roleOptions = roles.map((role) => ({ value: role, label: `${role}: ${means[role]}` }));
