'use client';

import { PageFailure, type PageFailureProps } from '#components/shell/page-failure.tsx';

export default function DashboardError(props: PageFailureProps) {
  return <PageFailure what="page" {...props} />;
}
