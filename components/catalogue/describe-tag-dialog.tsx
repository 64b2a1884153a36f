'use client';

import { useRouter } from 'next/navigation';
import { DialogForm } from '#components/forms/dialog-form.tsx';
import { useVerbForm } from '#components/forms/use-verb-form.ts';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { describeTag } from '#lib/actions/catalogue.ts';
import { type CatalogueTag, describeTagInput } from '#lib/shared/catalogue.ts';
import { nameOf } from './tag-names.ts';

export function DescribeTagDialog({ tag, onClose }: { tag: CatalogueTag; onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title={`Describe ${nameOf(tag)}`}>
      <DescribeForm tag={tag} onClose={onClose} />
    </Dialog>
  );
}

function DescribeForm({ tag, onClose }: { tag: CatalogueTag; onClose: () => void }) {
  const router = useRouter();
  const form = useVerbForm({
    rules: describeTagInput,
    start: { tagId: tag.id, description: tag.description },
    send: describeTag,
    done: () => {
      router.refresh();
      onClose();
    },
    silence: 'Tagdesk did not answer. Whether it was saved is not known: look at the tag again.',
    mode: 'onTouched',
  });
  return (
    <DialogForm form={form} go="Save" onCancel={onClose}>
      <TextField
        label="Description"
        size="large"
        data-autofocus
        hint="Who gets it, and when. Nothing is sent to the provider."
        {...form.field('description')}
      />
    </DialogForm>
  );
}
