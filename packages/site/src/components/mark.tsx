import './mark.css';

/** The site's mark: three entries of a ledger and the drop that they add up to. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect className="mark-ground" width="32" height="32" rx="7" />
      <path className="mark-lines" d="M7 10h18M7 16h11M7 22h7" />
      <circle className="mark-drop" cx="22" cy="21" r="4" />
    </svg>
  );
}
