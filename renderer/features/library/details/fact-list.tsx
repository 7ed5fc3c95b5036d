import type { ReactNode } from 'react'

/** A name and what is known under it. */
export type Fact = { label: string; value: ReactNode; title?: string }

/** Facts in two columns: names, and beside them what is known. */
export const FactList = ({ facts }: { facts: readonly Fact[] }) => (
  <dl className="grid grid-cols-[112px_minmax(0,1fr)] gap-x-3 gap-y-1.5">
    {facts.map(({ label, value, title }) => (
      <div key={label} className="contents">
        <dt className="text-ink2">{label}</dt>
        <dd className="min-w-0 truncate" title={title ?? (typeof value === 'string' ? value : undefined)}>
          {value}
        </dd>
      </div>
    ))}
  </dl>
)
