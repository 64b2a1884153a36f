import { Button } from '#components/ui/button.tsx';
import type { PastedTags } from './pasted-tags.ts';

interface PastedPanelProps {
  pasted: PastedTags;
  /** “tag”, “change”. */
  noun: string;
  /** Addable now. */
  good: number;
  /** Why the others are not. */
  faults: readonly string[];
  /** The other choice; null: the text is in the field already. */
  asOne: string | null;
  onAdd: () => void;
  onAddOne: () => void;
  onClose: () => void;
}

const maxShown = 3;

export function PastedPanel(props: PastedPanelProps) {
  const { pasted, noun, good, faults, asOne, onAdd, onAddOne, onClose } = props;
  const { tags, sure } = pasted;
  const add = good > 0 && (
    <Button size="small" onClick={onAdd}>
      Add {good === tags.length ? '' : 'the first '}
      {good} {good === 1 ? noun : `${noun}s`}
    </Button>
  );
  const one = asOne !== null && tags.length + pasted.unread.length > 1 && (
    <Button size="small" look={sure ? 'quiet' : 'default'} onClick={onAddOne}>
      {asOne}
    </Button>
  );
  return (
    <fieldset
      aria-label="Pasted list"
      className="flex flex-wrap items-center gap-1.5 rounded-control border border-line bg-sunken px-2 py-1.5 text-12"
    >
      <p className="min-w-0 basis-full text-fg-2 wrap-anywhere">
        Pasted:{' '}
        {tags
          .slice(0, maxShown)
          .map(({ key, value }) => (value === '' ? key : `${key} = ${value}`))
          .join(' · ')}
        {tags.length > maxShown && ` and ${tags.length - maxShown} more`}
      </p>
      {faults.slice(0, maxShown).map((fault) => (
        <p key={fault} className="basis-full text-danger wrap-anywhere">
          {fault}
        </p>
      ))}
      {faults.length > maxShown && (
        <p className="basis-full text-danger">And {faults.length - maxShown} more that cannot be added.</p>
      )}
      {sure && add}
      {one}
      {!sure && add}
      <Button size="small" look="quiet" onClick={onClose}>
        Cancel
      </Button>
    </fieldset>
  );
}
