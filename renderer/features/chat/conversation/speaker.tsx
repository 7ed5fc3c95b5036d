import type { ReactNode } from 'react'
import { SmallCaps } from '../../../ui/small-caps.tsx'

type SpeakerProps = { name: string; time: ReactNode; children?: ReactNode }

/** Who speaks, when, and on which branch, in the margin. */
export const Speaker = ({ name, time, children }: SpeakerProps) => (
  <>
    <div className="max-medium:min-w-0 max-medium:truncate">
      <SmallCaps as="h2">{name}</SmallCaps>
    </div>
    <div className="flex flex-wrap items-center justify-end gap-x-1.5 type-side-figure text-ink3">
      {time}
      {children}
    </div>
  </>
)
