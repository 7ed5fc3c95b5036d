import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../data/client-context.tsx'
import { formatRate, unknownFigure } from '../../i18n/format.ts'
import { useSpeedHistory } from '../../stores/stores.tsx'
import { Page } from '../../ui/page.tsx'
import { ProvenanceBadge } from '../../ui/provenance-badge.tsx'
import { Sparkline } from '../../ui/sparkline.tsx'
import { lastAnswer } from './last-answer.ts'
import { LastAnswerTable } from './last-answer-table.tsx'

const Now = () => {
  const { t } = useTranslation('meter')
  const { t: tApp } = useTranslation('app')
  const { values, isLive } = useSpeedHistory()
  return (
    <figure className="min-w-0">
      <figcaption className="flex items-baseline gap-1.5 type-caption text-ink2">
        <b className="font-medium text-ink">{t('figure')}</b>
        <em>{t('curve')}</em>
      </figcaption>
      <div className="mt-2 flex items-end gap-6 border-y border-rule py-3">
        <div>
          <p className="whitespace-nowrap">
            <span className="type-summary">{formatRate(isLive ? values.at(-1) : null)}</span>{' '}
            <span className="type-secondary text-ink2">{tApp('unit.tokensPerSecond')}</span>
          </p>
          {isLive && values.length > 0 ? (
            <ProvenanceBadge kind="engine-timer" />
          ) : (
            <ProvenanceBadge kind="not-measured">{t('nothingNow')}</ProvenanceBadge>
          )}
        </div>
        <Sparkline values={values} isLive={isLive} width={320} height={56} className="max-w-full" />
      </div>
    </figure>
  )
}

const EnergySection = () => {
  const { t } = useTranslation('meter')
  const { t: tApp } = useTranslation('app')
  const rows = [
    [t('power'), tApp('unit.watts')],
    [t('perToken'), tApp('unit.joulesPerToken')],
    [t('cost'), tApp('unit.centsSoFar')],
  ]
  return (
    <section>
      <h2 className="type-section">{t('energy')}</h2>
      <p className="mt-1 mb-3 max-w-140 type-empty text-ink2">{t('energyText')}</p>
      <table className="ruled-table">
        <tbody>
          {rows.map(([label, unit]) => (
            <tr key={label}>
              <td>{label}</td>
              <td className="text-right! type-figure whitespace-nowrap">
                {unknownFigure} <span className="type-secondary text-ink2">{unit}</span>
              </td>
              <td className="w-40">
                <ProvenanceBadge kind="not-measured" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** What is measured now: the engine's own clock. Energy comes with the meter of a later version. */
export const MeterPage = () => {
  const { t } = useTranslation('meter')
  const client = useClient()
  const { endedAtMs } = useSpeedHistory()
  // The key changes with each answer that ends, which is when there is something new to ask for.
  const answer = useQuery({ queryKey: ['last-answer', endedAtMs], queryFn: () => lastAnswer(client) })
  return (
    <Page title={t('title')} sub={t('sub')}>
      <div className="flex max-w-200 flex-col gap-10">
        <Now />
        <section>
          <h2 className="mb-2 type-section">{t('lastAnswer')}</h2>
          {answer.data ? (
            <LastAnswerTable figures={answer.data.figures} conditions={answer.data.conditions} />
          ) : (
            answer.data === null && <p className="type-empty text-ink2">{t('noAnswer')}</p>
          )}
        </section>
        <EnergySection />
      </div>
    </Page>
  )
}
