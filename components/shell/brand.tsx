export function Brand() {
  return (
    <span className="inline-flex items-center gap-2 text-14 font-semibold tracking-lead text-fg">
      <BrandMark />
      Tagdesk
    </span>
  );
}

export function BrandMark({ className = 'size-4.5' }: { className?: string | undefined }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 18 18" className={className} fill="currentColor">
      <path
        fillRule="evenodd"
        d="M2 4a2 2 0 0 1 2-2h4.6c.5 0 1 .2 1.4.6l5.9 5.9a2 2 0 0 1 0 2.8l-4.6 4.6a2 2 0 0 1-2.8 0L2.6 10A2 2 0 0 1 2 8.600Zm3.600 2.900a1.300 1.300 0 1 0 0-2.600 1.300 1.300 0 0 0 0 2.600Zm1.800 2.100 3.300 3.300 1-1-3.300-3.300Zm2.400-2.400 3.300 3.300 1-1-3.300-3.300Z"
      />
    </svg>
  );
}
