import { capillaryError, customerNotFound, int64, isFormer } from './capillary-json.ts';
import { organizationId } from './capillary-labels.ts';
import type { CapillaryCustomer } from './entries.ts';
import { type Answer, answer, type ProviderRequest } from './provider.ts';
import type { World } from './world.ts';

/** `GET /customers/search`: prefix of a name's part or of the id, case ignored. */
export function findCustomers(world: World, request: ProviderRequest): Answer {
  const query = (request.query.get('q') ?? '').toLowerCase();
  const customers = shown(world);
  const matches =
    query === '' ? [] : customers.filter((customer) => partsOf(customer).some(startsWith(query)));
  return paged(request, matches, (customer) => {
    const [firstName = '', ...rest] = (customer.name ?? '').split(' ');
    return {
      userId: int64(customer.userId),
      matchedIdentifiers: [],
      profiles: [{ firstName, lastName: rest.join(' ') }],
    };
  });
}

/** As a profile and the lookup name them. */
const identifierNames = ['email', 'mobile', 'externalId'] as const;

/**
 * `GET /customers/lookup`: the id of whoever has exactly this identifier at a source. All three parameters are
 * in the sample, so none may be missing.
 */
export function lookUpCustomer(world: World, { query }: ProviderRequest): Answer {
  const name = identifierNames.find((known) => known === query.get('identifierName'));
  const value = query.get('identifierValue') ?? '';
  if (query.get('source') !== 'INSTORE' || name === undefined || value === '')
    return capillaryError(400, 'source, identifierName and identifierValue are required');
  const found = [...world.state.capillary.customers.values()].find((customer) => customer[name] === value);
  if (!found || isFormer(found)) return customerNotFound(world.settings.capillary.errorStatus, found);
  return answer(200, { entity: int64(found.userId), warnings: [] });
}

/** `GET /customers/{userId}`: a profile per source; the identifiers are in it, labels are not. */
export function readCustomer(world: World, userId: string): Answer {
  const customer = world.state.capillary.customers.get(userId);
  if (!customer || isFormer(customer))
    return customerNotFound(world.settings.capillary.errorStatus, customer);
  const [firstName = '', ...rest] = (customer.name ?? '').split(' ');
  const identifiers = identifierNames.flatMap((type) => {
    const value = customer[type];
    return value === undefined ? [] : [{ type, value }];
  });
  const profile = {
    firstName,
    lastName: rest.join(' '),
    identifiers,
    commChannels: identifiers,
    source: 'INSTORE',
    userId: int64(userId),
  };
  return answer(200, { id: int64(userId), profiles: [profile], warnings: [], errors: [] });
}

/** `GET /customers/labels/search`: the full label name, case ignored (release notes of 2026), or its start (OpenAPI). */
export function searchByLabel(world: World, request: ProviderRequest): Answer {
  const { labels } = world.state.capillary;
  const name = (request.query.get('q') ?? '').toLowerCase();
  const fits = (folded: string) =>
    world.settings.capillary.labelSearch === 'exact' ? folded === name : folded.startsWith(name);
  const wanted = new Set(
    [...labels.values()].filter((label) => fits(label.name.toLowerCase())).map(({ id }) => id),
  );
  const rowOf = (customer: CapillaryCustomer) =>
    customer.labels.find(({ labelId, deleted }) => wanted.has(labelId) && !deleted);
  const matches = wanted.size === 0 ? [] : shown(world).filter((customer) => rowOf(customer));
  return paged(request, matches, (customer) => {
    const labelId = rowOf(customer)?.labelId ?? 0;
    const userId = int64(customer.userId);
    const labelName = labels.get(labelId)?.name ?? '';
    return { userId, customerLabels: [{ orgId: organizationId, labelId, userId, labelName }] };
  });
}

/** Merged and deleted ones are no customers any more, or only not to be had singly. */
function shown({ state, settings }: World): CapillaryCustomer[] {
  const customers = [...state.capillary.customers.values()];
  return settings.capillary.findsFormer ? customers : customers.filter((customer) => !isFormer(customer));
}

function partsOf({ userId, name }: CapillaryCustomer): string[] {
  return [userId, ...(name ?? '').toLowerCase().split(' ')];
}

const startsWith = (query: string) => (part: string) => part.startsWith(query);

/** `offset`, `limit`: default 10, -1 for all. */
function paged(
  request: ProviderRequest,
  matches: CapillaryCustomer[],
  shape: (customer: CapillaryCustomer) => object,
): Answer {
  const limit = Number(request.query.get('limit') ?? '10');
  const offset = Number(request.query.get('offset') ?? '0');
  const page = limit === -1 ? matches.slice(offset) : matches.slice(offset, offset + limit);
  return answer(200, {
    pagination: { limit, offset, total: matches.length },
    data: page.map(shape),
    warnings: [],
    errors: [],
  });
}
