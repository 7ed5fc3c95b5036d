import type { ReactNode } from 'react'
import { SmallCaps } from '../../../ui/small-caps.tsx'

type SpeakerProps = { name: string; time: ReactNode; children?: ReactNode }

/** Who speaks, when, and what can be done with it, in the margin. */
export const Speaker = ({ name, time, children }: SpeakerProps) => (
  <>
    <div className="max-medium:min-w-0 max-medium:truncate">
      <SmallCaps as="h2">{name}</SmallCaps>
    </div>
    <div className="type-side-figure text-ink3">{time}</div>
    <div className="-mr-1.5 flex items-center justify-end max-medium:mr-0 max-medium:ml-auto">{children}</div>
  </>
)
