'use client';

import { PageFailure, type PageFailureProps } from '#components/shell/page-failure.tsx';

export default function UserError(props: PageFailureProps) {
  return <PageFailure what="user" {...props} />;
}
