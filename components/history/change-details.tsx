'use client';

import { useQuery } from '@tanstack/react-query';
import { UndoImportButton } from '#components/imports/undo-import-button.tsx';
import { readJson } from '#components/read-json.ts';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import type { HistoryDetail, HistoryLine } from '#lib/shared/changes.ts';
import { formatChange, formatNoticed } from '#lib/shared/history-text/format-change.ts';
import { can } from '#lib/shared/permissions.ts';
import { changesKeys } from '#lib/shared/query-keys.ts';
import { originName } from './filter-words.ts';

/** Read on opening; secrets were redacted before storing. */
export function ChangeDetails({ line, role }: { line: HistoryLine; role: string }) {
  const { data, error } = useQuery({
    queryKey: changesKeys.detail(line.id),
    queryFn: ({ signal }) => readJson<HistoryDetail>(`/api/changes/${line.id}`, signal),
  });
  return (
    <div className="col-span-full mt-1 mb-1 flex flex-col gap-2 rounded-control border border-line bg-sunken p-2 text-12 text-fg-2">
      <p className="wrap-anywhere">
        Change {line.id} for <Verbatim className="slashed-zero">{line.externalId}</Verbatim>:{' '}
        {formatChange(line)}
      </p>
      <p>
        {formatOrigin(line)}
        {line.note !== '' && <Verbatim>, “{line.note}”</Verbatim>}
      </p>
      {!line.undo.possible && <p>Cannot be undone: {line.undo.reason}</p>}
      {line.overtakenBy !== null && (
        <p>
          What became of it stayed unknown. Change {line.overtakenBy}, which came later, went through on the
          same tag.
        </p>
      )}
      {line.kind === 'import' &&
        line.importId !== null &&
        line.undoOf === null &&
        can(role, 'users:import') && (
          <div>
            <UndoImportButton importId={line.importId} size="small" />
          </div>
        )}
      {line.kind !== 'refresh' &&
        line.outcomes?.map((result, position) => (
          <p key={line.operations[position]?.key ?? 'profile'} className="wrap-anywhere">
            {line.operations[position]?.key ?? (line.kind === 'create' ? 'User' : 'Profile')}:{' '}
            {result.outcome}
            {result.code !== null && <span className="font-mono"> {result.code}</span>}
            {result.kept && (
              <>, kept as “{[result.kept.key, result.kept.value].filter(Boolean).join(' = ')}”</>
            )}
            {result.message !== null && <> “{result.message}”</>} {result.hint}
            {result.corrected && (
              <>
                {' '}
                Before: {result.corrected.outcome} “{result.corrected.message}”
              </>
            )}
          </p>
        ))}
      {error && (
        <p role="alert" className="text-danger">
          The requests could not be read. {error.message}
        </p>
      )}
      {!data && !error && <Skeleton height="48px" />}
      {data && (
        <p>
          {formatRequests(data.exchanges.length, line.noticedIn)}
          {data.durationMs !== null && `, ${data.durationMs} ms at the provider`}
          {data.attempts > 1 && `, ${data.attempts} attempts`}
        </p>
      )}
      {data?.exchanges.map((exchange) => (
        <ExchangeText key={`${exchange.at} ${exchange.url} ${exchange.durationMs}`} exchange={exchange} />
      ))}
    </div>
  );
}

function ExchangeText({ exchange }: { exchange: HistoryDetail['exchanges'][number] }) {
  const { method, url, body, status, answer, error, durationMs } = exchange;
  return (
    <section
      aria-label={`${method} request`}
      className="rounded-chip bg-surface p-1.5 font-mono text-[11.5px] wrap-anywhere whitespace-pre-wrap text-fg"
    >
      {`${method} ${url}\n${body ?? ''}\n→ ${status ?? 'no answer'} in ${durationMs} ms\n${answer ?? error ?? ''}`}
    </section>
  );
}

function formatRequests(count: number, noticedIn: number | null): string {
  if (noticedIn !== null) return `The requests stand with change ${noticedIn}`;
  if (count === 0) return 'No request was sent';
  return count === 1 ? '1 request' : `${count} requests`;
}

/** “Requested by Ana on the page Users”, “Found at Capillary, noticed by Ana’s refresh on the page Users”. */
function formatOrigin(line: HistoryLine): string {
  const { kind, actor, origin, runId, importName, undoOf } = line;
  const where = origin === null ? '' : ` on the page “${originName(origin)}”`;
  if (kind === 'refresh')
    return `${[`Found at ${actor}`, formatNoticed(line)].filter(Boolean).join(', ')}${where}`;
  if (runId !== null) return `Requested by ${actor} in run ${runId}`;
  if (importName !== null)
    return undoOf === null
      ? `Loaded by ${actor} from ${importName}`
      : `Import of ${importName} taken back by ${actor}`;
  return `Requested by ${actor}${where}`;
}
