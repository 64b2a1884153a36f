import { PageTitle } from '#components/shell/page-title.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';

export function UserSkeleton() {
  return (
    <div aria-busy className="flex min-h-0 flex-1 flex-col">
      <PageTitle>User</PageTitle>
      <div className="min-h-10 border-b border-line" />
      <div className="flex items-center gap-3 border-b border-line px-4 py-3">
        <Skeleton width="40px" height="40px" />
        <div className="flex flex-col gap-2 py-1.5">
          <Skeleton width="180px" height="16px" />
          <Skeleton width="280px" />
        </div>
      </div>
      <div className="grid flex-1 grid-cols-[minmax(0,1fr)_316px] phone:block">
        <div className="grid grid-cols-2 content-start gap-3 bg-sunken p-3 max-[1120px]:grid-cols-1">
          {['vero', 'capillary', 'cerego', 'fragment'].map((place) => (
            <div key={place} className="rounded-card border border-line bg-surface">
              <div className="flex h-9.5 items-center border-b border-line px-3">
                <Skeleton width="140px" />
              </div>
              <div className="flex flex-col gap-2.5 p-3">
                <Skeleton width="70%" height="22px" />
                <Skeleton height="28px" />
              </div>
            </div>
          ))}
        </div>
        <div className="flex flex-col gap-4 border-s border-line p-3.5 phone:hidden">
          {['1', '2', '3', '4', '5', '6'].map((place) => (
            <Skeleton key={place} height="28px" />
          ))}
        </div>
      </div>
    </div>
  );
}
