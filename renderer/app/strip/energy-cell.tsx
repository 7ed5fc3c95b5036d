import type { ReactNode } from 'react'
import type { EnergyHistories } from '../../stores/energy-histories.ts'
import { useEnergyHistory } from '../../stores/stores.tsx'
import { Sparkline } from '../../ui/sparkline.tsx'
import { curveWidth, longFigure } from './reading.tsx'

/** As wide as a range needs where the window is narrow. */
export const energyCellWidth = 'max-medium:w-[132px] max-medium:flex-none max-narrow:hidden'

type EnergyCurveProps = {
  of: keyof EnergyHistories
  /** The figure beside it: a long one leaves room for the curve in wide windows alone. */
  beside: string
  isLive: boolean
}

/** The course of a figure. It alone is drawn again with each reading. */
export const EnergyCurve = ({ of, beside, isLive }: EnergyCurveProps): ReactNode => {
  const { values } = useEnergyHistory(of)
  if (values.length === 0) return null
  const isLong = beside.length > longFigure
  return (
    <Sparkline
      values={values}
      isLive={isLive}
      width={curveWidth}
      className={isLong ? 'max-[1600px]:hidden' : 'max-wide:hidden'}
    />
  )
}
