/** 12 px; visible after 150 ms. */
export function Spinner() {
  return (
    <span aria-hidden className="appear-late inline-flex">
      <svg
        viewBox="0 0 12 12"
        className="turning size-3"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
        aria-hidden="true"
      >
        <path d="M6 1.8a4.2 4.2 0 0 1 4.2 4.2M6 10.2A4.2 4.2 0 0 1 1.8 6" />
      </svg>
    </span>
  );
}
