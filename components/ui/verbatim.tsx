import { Children, type ComponentProps, type ReactNode } from 'react';
import { findHidden } from '#lib/providers/text-signs.ts';

/**
 * Text that came from elsewhere (a tag, a name, a provider's words): it keeps its own direction of writing, no browser
 * translates it, since a translated tag is another tag, and what nobody would see in it is marked.
 */
export function Verbatim({ children, ...rest }: ComponentProps<'bdi'>) {
  return (
    <bdi translate="no" {...rest}>
      {withMarks(children)}
    </bdi>
  );
}

/** Signs that are not seen get a mark with a name; the text itself, as it is copied, stays as it was. */
export function withMarks(content: ReactNode): ReactNode {
  if (typeof content === 'string') return markText(content);
  const holdsHidden = (part: unknown) => typeof part === 'string' && findHidden(part).length > 0;
  if (!Array.isArray(content) || !content.some(holdsHidden)) return content;
  return Children.map(content, (part) => (typeof part === 'string' ? markText(part) : part));
}

function markText(text: string): ReactNode {
  const signs = findHidden(text);
  if (signs.length === 0) return text;
  const ends = signs.map(({ at, sign }) => at + sign.length);
  return (
    <>
      {signs.map(({ at, sign, name, mark }, index) => [
        text.slice(ends[index - 1] ?? 0, at),
        <span key={at} role="img" aria-label={name} data-mark={mark} className="hidden-sign">
          {sign}
        </span>,
      ])}
      {text.slice(ends.at(-1))}
    </>
  );
}
