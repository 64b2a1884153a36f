import Link from 'next/link';
import { TagText } from './tag-text.tsx';

export function UserCell({ userId, title }: { userId: number; title: string }) {
  return (
    <Link
      href={`/users/${userId}`}
      prefetch={false}
      className="flex min-w-0 rounded-mark text-fg hover:text-accent"
    >
      <TagText text={title} />
    </Link>
  );
}
