import { type Bar, type BarScale, barPx, barWidthPx } from './bar-scale.ts'

const baseline = (scale: BarScale) => <path d={`M${barPx(0, scale)} 0V20`} className="stroke-rule2" />

/** A difference with its interval, on the scale of its column: a band, a tick at the middle and a hairline at none. The figures stand beside it. */
export const IntervalBar = ({ bar, scale }: { bar: Bar | null; scale: BarScale }) => {
  const content = () => {
    if (bar === null) return <circle cx={barPx(0, scale)} cy="10" r="3.5" className="fill-gold stroke-goldmark" />
    if (bar.value > scale.high) return <path d="M84 10H100M96 6.5L100 10L96 13.5" className="fill-none stroke-ink2" />
    if (bar.value < scale.low) return <path d="M20 10H4M8 6.5L4 10L8 13.5" className="fill-none stroke-ink2" />
    const low = barPx(Math.max(scale.low, bar.interval.low), scale)
    const high = barPx(Math.min(scale.high, bar.interval.high), scale)
    return (
      <>
        <rect x={low} y="7" width={Math.max(1, high - low)} height="6" className="fill-leaf opacity-40" />
        <path d={`M${barPx(bar.value, scale)} 4v12`} strokeWidth="2" className="stroke-leaf" />
      </>
    )
  }
  return (
    <svg width={barWidthPx} height="20" viewBox={`0 0 ${barWidthPx} 20`} aria-hidden className="block">
      {baseline(scale)}
      {content()}
    </svg>
  )
}
