import { roles } from '#lib/shared/permissions.ts';

const means = {
  viewer: 'sees',
  support: 'edits one user',
  marketer: 'edits many, imports',
  admin: 'everything',
};

export const roleOptions = roles.map((role) => ({ value: role, label: `${role}: ${means[role]}` }));
