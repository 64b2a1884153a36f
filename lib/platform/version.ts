import manifest from '../../package.json' with { type: 'json' };

/** Part of the web server's build; read at the worker's start. */
export const version: string = manifest.version;
