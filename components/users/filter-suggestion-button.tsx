import { Verbatim } from '#components/ui/verbatim.tsx';
import { shorten } from '#lib/shared/text-limits.ts';

interface FilterSuggestionButtonProps {
  /** Empty: the wrong part is removed. */
  text: string;
  /** In words, where that says more. */
  says?: string | undefined;
  onPress: () => void;
}

export function FilterSuggestionButton({ text, says, onPress }: FilterSuggestionButtonProps) {
  return (
    <button
      type="button"
      onClick={onPress}
      className="me-2 rounded-mark text-12 font-medium text-accent hover:underline"
    >
      {text === '' || says !== undefined ? (
        (says ?? 'Leave it out')
      ) : (
        <>
          Use <Verbatim className="font-mono">{shorten(text)}</Verbatim>
        </>
      )}
    </button>
  );
}
