import { type ReactNode, Suspense } from 'react';

interface DelayedSuspenseProps {
  work: Promise<Awaited<ReactNode>>;
  fallback: ReactNode;
}

/** Below this a fallback would only flash. */
const soonMs = 150;

/**
 * Renders what is there within 150 ms, else `fallback` until it comes. `loading.tsx` shows for a third of a
 * second whenever the first byte is early, and makes every status 200, also of not-found. Server only. Throws
 * what `work` throws.
 */
export async function DelayedSuspense({ work, fallback }: DelayedSuspenseProps): Promise<ReactNode> {
  if (await endsWithin(work, soonMs)) return work;
  return <Suspense fallback={fallback}>{work}</Suspense>;
}

async function endsWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  return Promise.race([work.then(() => true), late]).finally(() => clearTimeout(timer));
}
