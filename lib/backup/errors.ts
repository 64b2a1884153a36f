/** A backup that cannot be made or taken, in words for the person who asked. Nothing was changed. */
export class BackupError extends Error {}
