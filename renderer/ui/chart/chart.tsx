import { ChartLine, Table } from 'lucide-react'
import { type ReactNode, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../icon-button.tsx'
import { ChartCanvas } from './chart-canvas.tsx'
import { ChartMenu } from './chart-menu.tsx'
import type { ChartSpec, LiveLimits } from './chart-spec.ts'
import { ChartTable } from './chart-table.tsx'
import type { DataTable } from './data-table.ts'

type ChartProps = {
  /** Its number on the page. */
  number: number
  /** What it shows or claims, a sentence. */
  claim: string
  /** What there is to know about it, a sentence. */
  note?: string
  /** How its figures are known, at the right. */
  badge?: ReactNode
  spec: ChartSpec
  /** What the reader asks of both axes; the rest is hatched. */
  limits?: LiveLimits | null
  /** All that it shows. Asked for when it is wanted. */
  data: () => DataTable
  /** Without an ending. */
  fileName: string
  /** Told of each drawing, and of null while there is none, for who saves the picture from elsewhere. */
  onDrawn?: (svg: SVGSVGElement | null) => void
}

/** A figure: the caption, the chart, the same as a table, and what can be taken from it. */
export const Chart = ({
  number,
  claim,
  note = '',
  badge,
  spec,
  limits = null,
  data,
  fileName,
  onDrawn,
}: ChartProps) => {
  const { t } = useTranslation('chart')
  const [isTable, setIsTable] = useState(false)
  const [svg, setSvg] = useState<SVGSVGElement | null>(null)
  const keepDrawn = useCallback(
    (drawn: SVGSVGElement | null) => {
      setSvg(drawn)
      onDrawn?.(drawn)
    },
    [onDrawn],
  )
  const figure = t('figure', { number })
  return (
    <figure className="min-w-0">
      <figcaption className="flex min-h-6 items-baseline gap-1.5 type-caption text-ink2">
        <b className="font-medium whitespace-nowrap text-ink">{figure}</b>
        <span className="min-w-0">
          <em>{claim}</em> {note}
        </span>
        <span className="ml-auto flex shrink-0 items-center gap-1 self-start">
          {badge}
          <IconButton
            size="inline"
            icon={isTable ? ChartLine : Table}
            label={t(isTable ? 'asChart' : 'asTable', { figure })}
            onClick={() => setIsTable(!isTable)}
          />
          <ChartMenu caption={{ number: figure, claim, note }} data={data} svg={svg} fileName={fileName} />
        </span>
      </figcaption>
      {isTable ? (
        <ChartTable table={data()} label={claim} />
      ) : (
        <ChartCanvas spec={spec} limits={limits} label={`${figure} ${claim}`} onDrawn={keepDrawn} />
      )}
    </figure>
  )
}
