/** GET /api/tags?provider=&text=&sort=&offset=: one page of the catalogue, as `CataloguePage`. */
import { withContext } from '#lib/auth/route-context.ts';
import { listCatalogue } from '#lib/catalogue/list-catalogue.ts';

export const GET = withContext(async (context, request) => {
  const page = await listCatalogue(context, Object.fromEntries(new URL(request.url).searchParams));
  return Response.json(page, { headers: { 'cache-control': 'no-store' } });
});
