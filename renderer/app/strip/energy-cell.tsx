import type { ReactNode } from 'react'
import type { EnergyHistories } from '../../stores/energy-histories.ts'
import { useEnergyHistory } from '../../stores/stores.tsx'
import { Sparkline } from '../../ui/sparkline.tsx'

/** As wide as a range needs where the window is narrow. */
export const energyCellWidth = 'max-medium:w-[124px] max-medium:flex-none max-narrow:hidden'

/** The course of a figure. It alone is drawn again with each reading. */
export const EnergyCurve = ({ of, isLive }: { of: keyof EnergyHistories; isLive: boolean }): ReactNode => {
  const { values } = useEnergyHistory(of)
  return values.length > 0 && <Sparkline values={values} isLive={isLive} className="max-wide:hidden" />
}
