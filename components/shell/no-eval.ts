/**
 * zod tries eval to speed up checks; our CSP forbids that, and Firefox logs an error on every page with a
 * form. Set in zod's own place: importing its config would load all of zod.
 */
const place = '__zod_globalConfig';
const settings: unknown = Reflect.get(globalThis, place);
Reflect.set(globalThis, place, Object.assign(settings ?? {}, { jitless: true }));
