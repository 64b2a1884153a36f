import { type Ref, type RefCallback, useCallback } from 'react';

function assign<Target>(ref: Ref<Target> | undefined, target: Target | null): void {
  if (typeof ref === 'function') ref(target);
  else if (ref) ref.current = target;
}

/** A component's own ref and its user's. */
export function useMergedRef<Target>(own: Ref<Target>, given: Ref<Target> | undefined): RefCallback<Target> {
  return useCallback(
    (target: Target | null) => {
      assign(own, target);
      assign(given, target);
    },
    [own, given],
  );
}
