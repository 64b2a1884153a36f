/**
 * zod tries whether scripts may be made from text, to check faster. Our policy forbids that, and Firefox reports the try
 * as an error on every page with a form. This is the place where zod keeps its settings; its own function for them would
 * bring all of zod to pages that do without.
 */
const place = '__zod_globalConfig';
const settings: unknown = Reflect.get(globalThis, place);
Reflect.set(globalThis, place, Object.assign(settings ?? {}, { jitless: true }));
