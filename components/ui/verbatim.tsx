import type { ComponentProps } from 'react';

/**
 * Text that came from elsewhere (a tag, a name, a provider's words): it keeps its own direction of writing, and no
 * browser translates it, since a translated tag is another tag.
 */
export function Verbatim(props: ComponentProps<'bdi'>) {
  return <bdi translate="no" {...props} />;
}
