/** The mark: a phyllode and three blossoms. */
export const Mark = ({ className = 'size-6' }: { className?: string }) => (
  <svg viewBox="0 0 24 24" fill="none" className={className} aria-hidden>
    <path
      d="M5.5 21.5C3.5 13.5 7.5 5.5 17.5 2.5 12.5 7.5 12 15.5 5.5 21.5Z"
      className="stroke-ink"
      strokeWidth="1.25"
      strokeLinejoin="round"
    />
    <path d="M5.5 21.5C8 15.5 10.5 9 17.5 2.5" className="stroke-ink" strokeWidth=".75" />
    <g className="fill-gold stroke-goldmark" strokeWidth=".75">
      <circle cx="15.5" cy="12" r="2.6" />
      <circle cx="19.8" cy="15.3" r="2.1" />
      <circle cx="14.3" cy="18.2" r="2.1" />
    </g>
  </svg>
)
