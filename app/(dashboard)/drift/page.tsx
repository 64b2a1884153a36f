import { DriftScreen } from '#components/drift/drift-screen.tsx';
import { PageTitle } from '#components/shell/page-title.tsx';
import { listDrift } from '#lib/domain/drift/list-drift.ts';
import { listDriftInput } from '#lib/shared/drift.ts';
import { ifQuick, pageContext } from '#lib/web/page-context.ts';

/** What the address asks wrongly is read as not asked. */
export default async function DriftPage({ searchParams }: PageProps<'/drift'>) {
  const context = await pageContext();
  const { state, provider, text } = await searchParams;
  const asked = listDriftInput.safeParse({ state, provider, text });
  const input = asked.success ? asked.data : {};
  const first = asked.success ? await ifQuick(() => listDrift(context, input)) : null;
  return (
    <>
      <PageTitle>Differences</PageTitle>
      <DriftScreen first={first} role={context.actor.role} />
    </>
  );
}
