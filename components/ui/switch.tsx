import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type SwitchProps = Omit<ComponentProps<'input'>, 'type' | 'role' | 'checked' | 'defaultChecked'> & {
  checked: boolean;
  children: ReactNode;
};

/** Acts at once. Controlled. */
export function Switch({ checked, children, className, ...rest }: SwitchProps) {
  return (
    <label
      className={classNames(
        'inline-flex min-h-6 cursor-pointer items-center gap-2 phone:min-h-10',
        className,
      )}
    >
      <input
        {...rest}
        type="checkbox"
        role="switch"
        checked={checked}
        aria-checked={checked}
        className="switch-box"
      />
      <span>{children}</span>
    </label>
  );
}
