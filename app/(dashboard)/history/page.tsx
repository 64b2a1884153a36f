import { LedgerScreen } from '#components/history/ledger-screen.tsx';
import { PageTitle } from '#components/shell/page-title.tsx';
import { listHistory, readHistoryQuery } from '#lib/domain/history/list-history.ts';
import { listStories } from '#lib/domain/history/list-stories.ts';
import { listHistoryInput } from '#lib/shared/history.ts';
import { pageContext, pageWindow } from '#lib/web/page-context.ts';

/** A bad query parameter is reported on the screen. */
export default async function HistoryPage({ searchParams }: PageProps<'/history'>) {
  const context = await pageContext();
  const given = Object.entries(await searchParams).filter(([, value]) => typeof value === 'string');
  const query = readHistoryQuery(new URLSearchParams(given.map(([name, value]) => [name, String(value)])));
  const asked = listHistoryInput.safeParse(query);
  const list = asked.success && asked.data.view === undefined ? listStories : listHistory;
  const first = asked.success ? await list(context, asked.data) : null;
  const { phone } = await pageWindow();
  const { role, memberId } = context.actor;
  return (
    <>
      <PageTitle>History</PageTitle>
      <LedgerScreen first={first} role={role} memberId={memberId} phone={phone} />
    </>
  );
}
