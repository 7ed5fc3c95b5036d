import { classNames } from '../class-names.ts'
import type { Readout } from './chart-spec.ts'
import type { DrawnChart } from './draw-chart.ts'

type ChartReadoutProps = { readout: Readout; row: number | null; xPx: number; drawn: DrawnChart; widthPx: number }

/** The crosshair and what it reads. What it says is announced elsewhere: it is hidden from screen readers. */
export const ChartReadout = ({ readout, row, xPx, drawn, widthPx }: ChartReadoutProps) => {
  const { box, yOf } = drawn
  const isLeftOfIt = xPx > (box.left + box.right) / 2
  return (
    <>
      <svg aria-hidden className="pointer-events-none absolute inset-0 size-full overflow-visible">
        <path d={`M${xPx.toFixed(1)} ${box.top}V${box.bottom}`} className="stroke-ink2" strokeDasharray="2 2" />
        {readout.rows.map(({ name, y }, index) =>
          y === null ? null : (
            <circle
              key={name}
              cx={xPx}
              cy={yOf(y)}
              r={index === row ? 4.5 : 2.5}
              className={index === row ? 'fill-gold stroke-goldmark' : 'fill-paper stroke-ink'}
            />
          ),
        )}
      </svg>
      <div
        className="pointer-events-none absolute top-1 z-10 w-max rounded-control border border-rule2 bg-raise px-2.5 py-1.5 shadow-popover"
        style={isLeftOfIt ? { right: widthPx - xPx + 10 } : { left: xPx + 10 }}
      >
        <p className="type-badge text-ink2">{readout.title}</p>
        <table className="type-statistic">
          <tbody>
            {readout.rows.map(({ name, value, interval, provenance, colour }, index) => (
              <tr key={name} className={classNames(index === row && 'bg-goldwash')}>
                <td className="pr-3 whitespace-nowrap type-secondary">
                  <span className="mr-1.5 inline-block size-2" style={{ background: colour ?? undefined }} />
                  {name}
                </td>
                <td className="text-right whitespace-nowrap">{value}</td>
                <td className="pl-2 text-right whitespace-nowrap text-ink2">{interval}</td>
                <td className="pl-2 whitespace-nowrap type-badge text-ink2">{provenance}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
