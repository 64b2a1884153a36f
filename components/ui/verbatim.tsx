import { Children, type ComponentProps, type ReactNode } from 'react';
import { findHidden } from '#lib/providers/text-signs.ts';

/**
 * Foreign text (tags, names, a provider's words): bidi-isolated, never translated, invisible characters
 * marked.
 */
export function Verbatim({ children, ...rest }: ComponentProps<'bdi'>) {
  return (
    <bdi translate="no" {...rest}>
      {withMarks(children)}
    </bdi>
  );
}

/** Invisible characters get a named mark; copied text is unchanged. */
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
