import { classNames } from './class-names.ts'

type SparklineProps = {
  /** Oldest first. Fewer than two draw the base line alone. */
  values: readonly number[]
  /** Gold while it is live, ink at rest. */
  isLive?: boolean
  width?: number
  height?: number
  className?: string
}

/** The path of a sparkline that steps from value to value, inside the box given, scaled from zero where `fromZero`. */
export const sparklinePath = (values: readonly number[], width: number, height: number): string => {
  if (values.length < 2) return ''
  const low = Math.min(...values)
  const high = Math.max(...values)
  const span = high - low || 1
  const x = (index: number) => (1 + (index / (values.length - 1)) * (width - 6)).toFixed(1)
  const y = (value: number) => (4 + (1 - (value - low) / span) * (height - 8)).toFixed(1)
  return values.map((value, index) => (index === 0 ? `M${x(0)} ${y(value)}` : `H${x(index)}V${y(value)}`)).join('')
}

/** The course of a reading in 72 by 24 px: a base line, a stepped line and a dot at its end. Decoration: the figure stands beside it. */
export const Sparkline = ({ values, isLive = false, width = 72, height = 24, className }: SparklineProps) => {
  const path = sparklinePath(values, width, height)
  const end = path.match(/([\d.]+)$/)?.[1]
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className={classNames('shrink-0 overflow-visible', className)}
      aria-hidden
    >
      <path d={`M1 ${height - 0.5}H${width - 5}`} className="stroke-rule2" />
      {path && (
        <>
          <path
            d={path}
            fill="none"
            strokeWidth="1.25"
            strokeLinejoin="round"
            className={isLive ? 'stroke-goldmark' : 'stroke-ink3'}
          />
          <circle cx={width - 5} cy={end} r="2.5" className={isLive ? 'fill-gold stroke-goldmark' : 'fill-ink2'} />
        </>
      )}
    </svg>
  )
}
