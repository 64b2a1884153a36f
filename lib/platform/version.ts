import manifest from '../../package.json' with { type: 'json' };

/** Tagdesk's version: part of the build in the web server, read at the start in the worker. */
export const version: string = manifest.version;
