import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { LabTrend } from '#contract/lab/verdict.ts'
import { formatDate } from '../../../i18n/format.ts'
import { formatPlainPercent } from '../../../i18n/format-lab.ts'
import { Button } from '../../../ui/button.tsx'
import { comparePath } from '../history-place.ts'
import { type TrendChange, trendChanges } from './trend-changes.ts'

const mostShown = 30

const Words = ({ change: { share, engineBefore, engineAfter } }: { change: TrendChange }) => {
  const { t } = useTranslation('history')
  const direction = share < 0 ? 'slower' : 'faster'
  const params = { share: formatPlainPercent(Math.abs(share)), before: engineBefore, after: engineAfter }
  if (engineBefore === engineAfter) return t(`trends.said.${direction}`, params)
  return (
    <>
      {t(`trends.said.update-${direction}`, params)}{' '}
      <span className="text-ink2">{t('trends.said.engines', params)}</span>
    </>
  )
}

/** Every clear change of a model on a machine in words, the newest first. */
export const ChangeList = ({ trends, onShow }: { trends: readonly LabTrend[]; onShow: (trend: LabTrend) => void }) => {
  const { t } = useTranslation('history')
  const changes = trendChanges(trends)
  if (changes.length === 0) return <p className="mt-4 type-empty text-ink2">{t('trends.noChange')}</p>
  return (
    <section aria-label={t('trends.changes')} className="mt-6">
      <h2 className="mb-1 type-section">{t('trends.changes')}</h2>
      <div className="overflow-x-auto">
        <table className="ruled-table">
          <thead>
            <tr>
              <th scope="col">{t('column.date')}</th>
              <th scope="col">{t('trends.series')}</th>
              <th scope="col">{t('trends.change')}</th>
              <th scope="col">
                <span className="sr-only">{t('selection.compare')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {changes.slice(0, mostShown).map((change) => (
              <tr key={`${change.runId} ${change.trend.quantization} ${change.trend.test}`}>
                <td className="whitespace-nowrap">{formatDate(change.atMs)}</td>
                <td className="whitespace-nowrap">
                  <Button variant="text" size="inline" className="-ml-1" onClick={() => onShow(change.trend)}>
                    {t('trends.seriesName', change.trend)}
                  </Button>
                </td>
                <td className="min-w-64">
                  <Words change={change} />
                </td>
                <td className="text-right! whitespace-nowrap">
                  <Link
                    href={comparePath(change.beforeId, change.runId)}
                    className="underline decoration-edge underline-offset-[3px]"
                  >
                    {t('trends.compare')}
                  </Link>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {changes.length > mostShown && (
        <p className="mt-1 type-secondary text-ink2">{t('trends.newest', { most: mostShown, all: changes.length })}</p>
      )}
    </section>
  )
}
