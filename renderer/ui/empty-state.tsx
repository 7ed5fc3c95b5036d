import type { ReactNode } from 'react'

/** Nothing is here: one italic sentence and at most one action. */
export const EmptyState = ({ children, action }: { children: ReactNode; action?: ReactNode }) => (
  <div className="flex flex-col items-start gap-3 p-4">
    <p className="max-w-prose type-empty text-ink2">{children}</p>
    {action}
  </div>
)
