/** GET /api/runs/uploads/…/missing?column=&provider=: labels of a column that the provider's own catalogue lacks, as `LabelCount[]`. */
import { withContext } from '#lib/auth/route-context.ts';
import { listMissingInFile } from '#lib/runs/list-missing-labels.ts';
import { readQuery, readRunId } from '../../../read-query.ts';

export const GET = withContext<{ uploadId: string }>(async (context, request, { uploadId }) => {
  const labels = await listMissingInFile(context, {
    ...readQuery(request.url),
    uploadId: readRunId(uploadId),
  });
  return Response.json(labels, { headers: { 'cache-control': 'no-store' } });
});
