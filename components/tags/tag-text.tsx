import { classNames } from '#components/ui/class-names.ts';
import { Verbatim } from '#components/ui/verbatim.tsx';

const maxTipLength = 1_200;

/** Foreign text: bidi-isolated, cut with an ellipsis, whole on hover and focus. */
export function TagText({ text, className }: { text: string; className?: string | undefined }) {
  return (
    <Verbatim className={classNames('min-w-0 truncate', className)} data-tip={tipOf(text)}>
      {text}
    </Verbatim>
  );
}

/** undefined where the text certainly fits. */
export function tipOf(text: string): string | undefined {
  if (text.length <= 24) return undefined;
  return text.length > maxTipLength
    ? `${text.slice(0, maxTipLength)}… (${text.length} characters in all)`
    : text;
}
