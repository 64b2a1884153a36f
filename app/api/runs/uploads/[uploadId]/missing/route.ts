/** GET /api/runs/uploads/…/missing?column=&provider=: labels of a column that the provider's own catalogue lacks, as `LabelCount[]`. */
import { jsonRoute } from '#lib/http/json-route.ts';
import { listMissingInFile } from '#lib/runs/list-missing-labels.ts';
import { readRunQuery } from '#lib/runs/read-run-query.ts';

export const GET = jsonRoute(listMissingInFile, readRunQuery);
