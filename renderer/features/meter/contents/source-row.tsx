import { LockKeyholeOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PowerSource } from '#contract/meter.ts'
import { formatTime } from '../../../i18n/format.ts'
import { powerFigure } from '../../../i18n/format-energy.ts'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { EnergyProvenance } from '../../../ui/energy-provenance.tsx'
import { StatusDot } from '../../../ui/status-dot.tsx'
import { openGuide } from '../guide/guide-state.ts'
import { sourceDetail, sourceName } from '../source-words.ts'

/** What there is to say of a source that is not simply read; empty where it is. */
const useStateWords = (source: PowerSource, all: readonly PowerSource[]): string => {
  const { t } = useTranslation('meter')
  const { t: tErrors } = useTranslation('errors')
  switch (source.state) {
    case 'failed': {
      const reason = source.problem ? tErrors(`${source.problem.code}.what`, source.problem.params) : ''
      return source.retryAtMs === null
        ? t('contents.state.failedForGood', { reason })
        : t('contents.state.failed', { reason, time: formatTime(source.retryAtMs) })
    }
    case 'live': {
      const cover = all.find(({ id }) => id === source.coveredById)
      return cover ? t('contents.state.covered', { name: sourceName(cover, all, t) }) : ''
    }
    default:
      return t(`contents.state.${source.state}`)
  }
}

/** A meter: what it measures, with what, how much now, and how that is known. */
export const SourceRow = ({ source, all }: { source: PowerSource; all: readonly PowerSource[] }) => {
  const { t } = useTranslation('meter')
  const { t: tEnergy } = useTranslation('energy')
  const words = useStateWords(source, all)
  const isLive = source.state === 'live' && source.powerW !== null
  const isFailed = source.state === 'failed'
  const figure = powerFigure(source.powerW, source.provenance)
  return (
    <li className="border-t border-rule px-4 py-2">
      <div className="flex items-baseline justify-between gap-2">
        <span className="min-w-0 truncate">{sourceName(source, all, t)}</span>
        {isLive ? (
          <span className="shrink-0 whitespace-nowrap">
            <span className={classNames('type-reading', source.provenance === 'estimated' && 'text-[13px]!')}>
              {figure.value}
            </span>{' '}
            <span className="type-badge text-ink2">{figure.unit}</span>
          </span>
        ) : (
          <span className="type-statistic text-ink3">{t('contents.notRead')}</span>
        )}
      </div>
      <p className="type-secondary break-words text-ink3">{sourceDetail(source, t, tEnergy)}</p>
      <div className="flex min-h-5 flex-wrap items-center justify-between gap-x-2">
        <EnergyProvenance
          provenance={isLive ? source.provenance : null}
          scopes={[source.scope]}
          sources={[source]}
          range={source.powerW}
        />
        {isLive && words && <span className="type-badge text-ink3">{words}</span>}
        {source.state === 'locked' && (
          <Button size="inline" onClick={openGuide}>
            <LockKeyholeOpen size={14} strokeWidth={1.5} aria-hidden />
            {t('contents.unlock')}
          </Button>
        )}
      </div>
      {words && !isLive && (
        <p className={classNames('flex items-baseline gap-1.5 type-secondary', isFailed ? 'text-clay' : 'text-ink3')}>
          {isFailed && <StatusDot state="bad" />}
          <span className="min-w-0">{words}</span>
        </p>
      )}
    </li>
  )
}
