import { Progress } from '@base-ui/react/progress'
import { classNames } from './class-names.ts'

type ProgressBarProps = {
  /** 0 to 1; null where it is not known how far it is. */
  value: number | null
  label: string
  /** False while nothing moves: the bar is then of ink. */
  isLive?: boolean
  className?: string
}

/** A gold bar, 4 px high, as long as the part that is done. Where that is not known the whole rail is hatched. */
export const ProgressBar = ({ value, label, isLive = true, className }: ProgressBarProps) => (
  <Progress.Root value={value === null ? null : Math.round(value * 100)} aria-label={label} className={className}>
    <Progress.Track className="relative h-1 overflow-hidden rounded-full bg-rule2">
      <Progress.Indicator
        className={classNames(
          'h-full',
          value === null ? 'progress-unknown animate-breathe' : isLive ? 'bg-goldmark' : 'bg-edge',
        )}
      />
    </Progress.Track>
  </Progress.Root>
)
