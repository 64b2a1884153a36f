import { notFound } from 'next/navigation';
import { TagScreen } from '#components/catalogue/tag-screen.tsx';
import { PageTitle } from '#components/shell/page-title.tsx';
import { readTag } from '#lib/domain/tags/read-tag.ts';
import type { TagDetail } from '#lib/shared/catalogue.ts';
import { AppError } from '#lib/shared/errors.ts';
import { pageContext } from '#lib/web/page-context.ts';

type Props = { params: Promise<{ tagId: string }> };

export default async function TagPage({ params }: Props) {
  const context = await pageContext();
  const { tagId } = await params;
  const detail = await readTag(context, { tagId }).catch((error: unknown): TagDetail => {
    if (error instanceof AppError && ['not-found', 'invalid'].includes(error.code)) return notFound();
    throw error;
  });
  const { key, value } = detail.tag;
  return (
    <>
      <PageTitle>{value === null ? key : `${key} = ${value}`}</PageTitle>
      <TagScreen key={detail.tag.id} detail={detail} role={context.actor.role} />
    </>
  );
}
