import { changeLabels } from './capillary-change.ts';
import { capillaryError, capillaryErrorBody } from './capillary-json.ts';
import { addToCatalogue, labelsOfCustomer, listCatalogue } from './capillary-labels.ts';
import { findCustomers, lookUpCustomer, readCustomer, searchByLabel } from './capillary-search.ts';
import {
  type Answer,
  authorization,
  decoded,
  type Provider,
  type ProviderRequest,
  saysJson,
} from './provider.ts';
import type { World } from './world.ts';

/**
 * Capillary's v2 labels, after "Tag Customers (to Labels)" and neighbouring pages. That page's table says
 * GET; its example and all other sources use POST, which is right unless set otherwise.
 */

function handle(world: World, request: ProviderRequest): Answer {
  const [collection, first, second, ...more] = request.segments;
  if (more.length > 0) return capillaryError(404);
  if (collection === 'organization' && first === 'labels' && second === undefined) {
    return request.method === 'POST'
      ? only('POST', request, () => addToCatalogue(world, request))
      : only('GET', request, () => listCatalogue(world), 'GET, POST');
  }
  if (collection !== 'customers' || first === undefined) return capillaryError(404);
  if (first === 'search' && second === undefined)
    return only('GET', request, () => findCustomers(world, request));
  if (first === 'lookup' && second === undefined)
    return only('GET', request, () => lookUpCustomer(world, request));
  if (first === 'labels' && second === 'search')
    return only('GET', request, () => searchByLabel(world, request));
  const userId = decoded(first) ?? '';
  if (second === undefined) return only('GET', request, () => readCustomer(world, userId));
  if (second === 'labels') return only('GET', request, () => labelsOfCustomer(world, userId));
  if (second !== 'changeLabels') return capillaryError(404);
  const method = world.settings.capillary.changeLabelsMethod;
  return only(method, request, () => changeLabels(world, userId, request));
}

/** Else 405; 415 for a body not declared as JSON. */
function only(method: string, request: ProviderRequest, action: () => Answer, allow = method): Answer {
  if (request.method !== method) return { ...capillaryError(405), headers: { allow } };
  const hasBody = method !== 'GET' || request.body !== '';
  return hasBody && !saysJson(request) ? capillaryError(415) : action();
}

function customerOf({ segments }: ProviderRequest): string | undefined {
  const [collection, first, second] = segments;
  const isSearch = first === 'search' || first === 'lookup' || second === 'search';
  return collection === 'customers' && !isSearch ? decoded(first) : undefined;
}

/** Under `/capillary/v2`. */
export const capillary: Provider = {
  name: 'capillary',
  base: '/capillary/v2',
  identify: (worlds, request) => {
    const world = worlds.byCapillaryBasic(authorization(request, 'Basic') ?? '');
    return world ? { world } : { refusal: capillaryError(401) };
  },
  handle,
  errorBody: capillaryErrorBody,
  identities: (_world, request) => [customerOf(request) ?? ''],
  lockOf: (world, request) => {
    const writes = request.segments[2] === 'changeLabels' && world.settings.capillary.concurrentStatus521;
    return writes ? `capillary customer ${customerOf(request)}` : undefined;
  },
  busy: () => capillaryError(521),
};
