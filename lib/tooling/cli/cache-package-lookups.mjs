/**
 * Preloaded into processes that run from source and use drizzle (`node --import`). For every import of a package's file
 * Node reads the package's description anew; that of drizzle-orm is 180 kB, and some hundred readings of it leave 50 MB
 * behind that are never given back. So each name is looked up once, and inside the package every file is a module.
 */
import { registerHooks } from 'node:module';

const named = /^drizzle-orm(\/|$)/;
const inside = /\/node_modules\/drizzle-orm\/[^?]*\.js$/;

/** @type {Map<string, ReturnType<import('node:module').ResolveHookSync>>} */
const known = new Map();

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (named.test(specifier) && context.conditions.includes('import')) {
      const found = known.get(specifier) ?? { ...nextResolve(specifier, context), shortCircuit: true };
      known.set(specifier, found);
      return found;
    }
    if (!specifier.startsWith('.') || !inside.test(context.parentURL ?? ''))
      return nextResolve(specifier, context);
    return { url: new URL(specifier, context.parentURL).href, format: 'module', shortCircuit: true };
  },
});
