export * from './budgets.ts';
export * from './changes.ts';
export * from './identities.ts';
export * from './members.ts';
export * from './records.ts';
export * from './runs.ts';
export * from './users.ts';
export * from './views.ts';
