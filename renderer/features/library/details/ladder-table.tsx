import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Model } from '#contract/models.ts'
import { formatNumber } from '../../../i18n/format.ts'
import { classNames } from '../../../ui/class-names.ts'
import { FitBadge } from '../../../ui/fit-badge.tsx'
import { ProvenanceBadge } from '../../../ui/provenance-badge.tsx'
import { StatusDot } from '../../../ui/status-dot.tsx'
import { RateFigure } from '../installed/rate-figure.tsx'
import { modelPath } from '../library-place.ts'

type LadderTableProps = { models: readonly Model[]; shownId: string; chosenModelId: string | null }

/** Every quantization of the model that is on the disk. A row shows its details. */
export const LadderTable = ({ models, shownId, chosenModelId }: LadderTableProps) => {
  const { t } = useTranslation('details')
  const answers = models.reduce((sum, model) => sum + (model.measuredRate?.answers ?? 0), 0)
  return (
    <>
      <table className="ruled-table mt-4 [&_td]:px-1.5 [&_th]:px-1.5">
        <thead>
          <tr>
            <th className="font-[550]! text-ink!">{t('ladder.onDisk')}</th>
            <th className="text-right!">{t('ladder.size')}</th>
            <th className="text-right!">{t('ladder.rate')}</th>
            <th>
              <span className="sr-only">{t('fact.fit')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {models.map((model) => (
            <tr
              key={model.id}
              className={classNames('relative', model.id === shownId ? 'bg-goldwash' : 'hover:bg-sel/60')}
            >
              <th scope="row" className="py-1! pl-2! text-left!">
                <Link
                  href={modelPath(model.id)}
                  replace
                  aria-current={model.id === shownId ? 'true' : undefined}
                  className="flex items-center gap-1.5 text-ink type-interface outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-goldmark"
                >
                  <span className={model.id === shownId ? 'font-semibold' : undefined}>{model.quantization}</span>
                  {model.id === chosenModelId && (
                    <>
                      <StatusDot state="live" />
                      <span className="sr-only">{t('chosen')}</span>
                    </>
                  )}
                </Link>
              </th>
              <td className="text-right! type-figure">{formatNumber(model.sizeBytes / 1e9, 2)}</td>
              <td className="text-right!">
                <RateFigure rate={model.measuredRate} />
              </td>
              <td className="pr-1! pl-3! whitespace-nowrap">
                {model.isReachable ? (
                  <FitBadge verdict={model.fit.verdict} />
                ) : (
                  <span className="type-secondary text-ink3">{t('notReachable')}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-2">
        {answers > 0 ? (
          <ProvenanceBadge kind="engine-timer">{t('ladder.measured', { count: answers })}</ProvenanceBadge>
        ) : (
          <ProvenanceBadge kind="not-measured">{t('ladder.notMeasured')}</ProvenanceBadge>
        )}
      </p>
    </>
  )
}
