import { shorten } from '#lib/query/shorten.ts';

interface CureProps {
  /** What is put in; empty: what is wrong goes. */
  text: string;
  onPress: () => void;
}

/** The way out of a filter that is wrong, within the words that say so. */
export function Cure({ text, onPress }: CureProps) {
  return (
    <button
      type="button"
      onClick={onPress}
      className="me-2 rounded-mark text-12 font-medium text-accent hover:underline"
    >
      {text === '' ? (
        'Leave it out'
      ) : (
        <>
          Use <span className="font-mono">{shorten(text)}</span>
        </>
      )}
    </button>
  );
}
