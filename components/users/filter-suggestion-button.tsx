import { Verbatim } from '#components/ui/verbatim.tsx';
import { shorten } from '#lib/shared/filter/shorten.ts';

interface FilterSuggestionButtonProps {
  /** What is put in; empty: what is wrong goes. */
  text: string;
  /** What it does in words, where that says more. */
  says?: string | undefined;
  onPress: () => void;
}

/** The way out of a filter that is wrong, within the words that say so. */
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
