import { type ReactNode, Suspense } from 'react';

interface PromptlyProps {
  work: Promise<Awaited<ReactNode>>;
  /** The shape of what comes. */
  fallback: ReactNode;
}

/** Nothing that takes less is worth a look that changes at once. */
const soonMs = 150;

/**
 * Draws whole what is there within 150 ms; otherwise `fallback` stands in its place until it comes. A `loading.tsx` stands
 * there for a third of a second whenever the first byte is quicker than the rest, and makes every answer 200, also of what
 * is not found. For the server. Throws what `work` throws.
 */
export async function Promptly({ work, fallback }: PromptlyProps): Promise<ReactNode> {
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
