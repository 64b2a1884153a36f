import Link from 'next/link';
import { PageTitle } from '#components/shell/page-title.tsx';
import { buttonClass } from '#components/ui/button.tsx';

export default function NotFound() {
  return (
    <main className="mx-auto flex max-w-90 flex-col items-start gap-3 px-4 py-16">
      <PageTitle>Nothing here</PageTitle>
      <h1 className="text-16 font-semibold tracking-lead">There is nothing at this address</h1>
      <p className="text-fg-2">
        It may have been removed, or the link is incomplete. The list of users is a good place to start.
      </p>
      <Link href="/users" className={buttonClass()}>
        Go to the users
      </Link>
    </main>
  );
}
