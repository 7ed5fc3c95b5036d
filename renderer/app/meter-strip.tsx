import { useTranslation } from 'react-i18next'
import { ContextCell } from './strip/context-cell.tsx'
import { PerTokenCell } from './strip/per-token-cell.tsx'
import { PowerCell } from './strip/power-cell.tsx'
import { SpeedCell } from './strip/speed-cell.tsx'
import { SpentCell } from './strip/spent-cell.tsx'
import { StateCell } from './strip/state-cell.tsx'

/** The last band: what the engine does and what is measured. A figure that nobody measured is a dash. */
export const MeterStrip = () => {
  const { t } = useTranslation('app')
  return (
    <section
      aria-label={t('strip.label')}
      className="col-span-full flex overflow-hidden border-t border-rule bg-chrome"
    >
      <StateCell />
      <SpeedCell />
      <PowerCell />
      <PerTokenCell />
      <SpentCell />
      <ContextCell />
    </section>
  )
}
