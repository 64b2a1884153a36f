import type { Column } from '#components/data-table/columns.ts';
import { ProviderCell } from '#components/providers/provider-cell.tsx';
import { UserCell } from '#components/tags/user-cell.tsx';
import type { RunTarget } from '#lib/shared/runs.ts';

type Who = Pick<RunTarget, 'userId' | 'title' | 'provider' | 'externalId'>;

export function whoColumns<Row extends Who>(userWidth: string): Column<Row>[] {
  return [
    {
      id: 'user',
      head: 'User',
      width: userWidth,
      rowHeader: true,
      skeleton: '60%',
      cell: ({ userId, title }) => <UserCell userId={userId} title={title} />,
    },
    {
      id: 'provider',
      head: 'Provider',
      width: '110px',
      skeleton: '60%',
      cell: ({ provider, externalId }) => <ProviderCell provider={provider} externalId={externalId} />,
    },
  ];
}
