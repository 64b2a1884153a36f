'use client';

import { PageHeader } from '#components/shell/page-header.tsx';
import { Buttons } from './buttons.tsx';
import { Choices } from './choices.tsx';
import { Fields } from './fields.tsx';
import { Marks } from './marks.tsx';
import { Notices } from './notices.tsx';
import { Overlays } from './overlays.tsx';

export function Gallery() {
  return (
    <>
      <PageHeader title="Gallery" />
      <div className="p-4 lg:columns-2">
        <Buttons />
        <Fields />
        <Choices />
        <Overlays />
        <Marks />
        <Notices />
      </div>
    </>
  );
}
