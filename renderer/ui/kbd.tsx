/** A key or a chord, such as `⌘K`, as small type. */
export const Kbd = ({ keys, className = 'text-ink3' }: { keys: string; className?: string }) => (
  <kbd className={`type-side-figure ${className}`}>{keys}</kbd>
)
