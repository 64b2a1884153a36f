import { readRunForm } from '#lib/domain/runs/read-run-form.ts';
import { readRunQuery } from '#lib/domain/runs/read-run-query.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const GET = jsonRoute(readRunForm, readRunQuery);
