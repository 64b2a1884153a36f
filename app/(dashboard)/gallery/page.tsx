import { notFound } from 'next/navigation';
import { PageTitle } from '#components/shell/page-title.tsx';
import { processSettings } from '#lib/platform/runtime.ts';
import { pageContext } from '#lib/web/page-context.ts';
import { Gallery } from './gallery.tsx';

/** Every part of `components/ui` in every state, for whoever changes one. Only where the sandbox is on. */
export default async function GalleryPage() {
  await pageContext();
  if (!processSettings().sandbox) notFound();
  return (
    <>
      <PageTitle>Gallery</PageTitle>
      <Gallery />
    </>
  );
}
