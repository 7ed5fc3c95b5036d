import { useTranslation } from 'react-i18next'
import type { AnswerConditions, AnswerFigures } from '#contract/conversations.ts'
import { formatDuration, formatNumber, formatRate, unknownFigure } from '../../i18n/format.ts'
import { ProvenanceBadge } from '../../ui/provenance-badge.tsx'

const msPerSecond = 1000

/** Tokens a second of the prefill; null where nothing was evaluated. */
export const prefillRate = ({ prefillTokens, prefillMs }: AnswerFigures): number | null =>
  prefillTokens > 0 && prefillMs > 0 ? (prefillTokens / prefillMs) * msPerSecond : null

/** The figures of one answer, each with its unit and its source. */
export const LastAnswerTable = ({
  figures,
  conditions,
}: {
  figures: AnswerFigures
  conditions: AnswerConditions | null
}) => {
  const { t } = useTranslation('meter')
  const { t: tApp } = useTranslation('app')
  const inter = figures.interTokenMs
  const rows: [label: string, value: string, unit: string][] = [
    [t('speed'), formatRate(figures.tokensPerSecond), tApp('unit.tokensPerSecond')],
    [t('prefill'), formatRate(prefillRate(figures)), tApp('unit.tokensPerSecond')],
    [t('ttft'), formatDuration(figures.ttftMs), ''],
    [
      t('interToken'),
      inter
        ? t('percentiles', {
            p50: formatNumber(inter.p50, 1),
            p95: formatNumber(inter.p95, 1),
            p99: formatNumber(inter.p99, 1),
          })
        : unknownFigure,
      t('percentilesUnit'),
    ],
    [t('tokens'), formatNumber(figures.decodeTokens), t('tokensUnit')],
    [t('reused'), formatNumber(figures.reusedTokens), t('tokensUnit')],
  ]
  return (
    <>
      <table className="ruled-table">
        <thead>
          <tr>
            <th>{t('measure')}</th>
            <th className="text-right!">{t('value')}</th>
            <th className="w-40">{t('provenance')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, value, unit]) => (
            <tr key={label}>
              <td>{label}</td>
              <td className="text-right! type-figure whitespace-nowrap">
                {value} <span className="type-secondary text-ink2">{unit}</span>
              </td>
              <td>
                <ProvenanceBadge kind={value === unknownFigure ? 'not-measured' : 'engine-timer'} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {conditions && (
        <p className="mt-2 type-caption text-ink2">
          {[
            conditions.modelName,
            conditions.quantization,
            tApp(`backend.${conditions.backend}`),
            conditions.engineBuild,
          ].join(' · ')}
        </p>
      )}
    </>
  )
}
