'use client';

import { type ComponentProps, type ReactNode, type Ref, useId, useLayoutEffect, useRef } from 'react';
import { classNames } from './class-names.ts';
import { useMergedRef } from './use-merged-ref.ts';

type CheckboxBoxProps = Omit<ComponentProps<'input'>, 'type' | 'ref'> & {
  ref?: Ref<HTMLInputElement> | undefined;
  /** Indeterminate. */
  mixed?: boolean | undefined;
};

/** The box alone, for table rows: give it an `aria-label`. */
export function CheckboxBox({ mixed = false, className, ref, ...rest }: CheckboxBoxProps) {
  const element = useRef<HTMLInputElement>(null);
  const mergedRef = useMergedRef(element, ref);
  useLayoutEffect(() => {
    if (element.current) element.current.indeterminate = mixed;
  }, [mixed]);
  return <input {...rest} ref={mergedRef} type="checkbox" className={classNames('check-box', className)} />;
}

/** The words are part of the target. */
export function Checkbox({
  children,
  className,
  id: givenId,
  ...rest
}: CheckboxBoxProps & { children: ReactNode }) {
  const ownId = useId();
  const id = givenId ?? ownId;
  return (
    <span className={classNames('inline-flex min-h-6 items-center gap-2 phone:min-h-10', className)}>
      <CheckboxBox {...rest} id={id} />
      <label htmlFor={id} className="cursor-pointer">
        {children}
      </label>
    </span>
  );
}
