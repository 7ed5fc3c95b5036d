import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { AnswerFigures } from '#contract/conversations.ts'
import { type AnswerEnergy, joulesPerToken } from '#contract/energy.ts'
import { formatDuration, formatNumber, formatRate, unknownFigure } from '../../i18n/format.ts'
import { energyFigure, formatCarbon, formatJoulesPerToken } from '../../i18n/format-energy.ts'
import { moneyFigure } from '../../i18n/format-money.ts'
import { type BadgeKind, ProvenanceBadge } from '../../ui/provenance-badge.tsx'
import type { LastAnswer } from './last-answer.ts'

const msPerSecond = 1000

/** Tokens a second of the prefill; null where nothing was evaluated. */
export const prefillRate = ({ prefillTokens, prefillMs }: AnswerFigures): number | null =>
  prefillTokens > 0 && prefillMs > 0 ? (prefillTokens / prefillMs) * msPerSecond : null

type Row = { label: string; value: string; unit: string; kind: BadgeKind }

/** The rows of the energy; dashes where nothing was measured. */
function energyRows(energy: AnswerEnergy | null, t: TFunction<'meter'>, perTokenUnit: string): Row[] {
  const kind: BadgeKind = energy?.provenance ?? 'not-measured'
  const perToken = (label: string, phase: AnswerEnergy['decode'] | undefined): Row => ({
    label,
    value: formatJoulesPerToken(phase ? joulesPerToken(phase) : null, energy?.provenance),
    unit: phase?.isTooShort ? t(energy?.gapMs ? 'notTold' : 'tooShort') : perTokenUnit,
    kind: phase && joulesPerToken(phase) ? kind : 'not-measured',
  })
  const gross = energyFigure(energy?.energyJ, energy?.provenance)
  const net = energyFigure(energy?.netEnergyJ, energy?.provenance)
  const money = moneyFigure(energy?.money, energy?.provenance)
  return [
    { label: t('energy'), ...gross, kind },
    { label: t('netEnergy'), ...net, kind: energy?.netEnergyJ ? kind : 'not-measured' },
    perToken(t('perToken'), energy?.decode),
    perToken(t('perPromptToken'), energy?.prefill),
    ...(energy?.money ? [{ label: t('cost'), ...money, kind }] : []),
    ...(energy?.carbon
      ? [{ label: t('carbon'), value: formatCarbon(energy.carbon.grams, energy.provenance), unit: '', kind }]
      : []),
  ]
}

/** The figures of one answer, each with its unit and its source. */
export const LastAnswerTable = ({ figures, conditions, energy }: LastAnswer) => {
  const { t } = useTranslation('meter')
  const { t: tApp } = useTranslation('app')
  const inter = figures.interTokenMs
  const timed: [label: string, value: string, unit: string][] = [
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
  const rows: Row[] = [
    ...timed.map(([label, value, unit]): Row => {
      return { label, value, unit, kind: value === unknownFigure ? 'not-measured' : 'engine-timer' }
    }),
    ...energyRows(energy, t, tApp('unit.joulesPerToken')),
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
          {rows.map(({ label, value, unit, kind }) => (
            <tr key={label}>
              <td>{label}</td>
              <td className="text-right! type-figure whitespace-nowrap">
                {value} <span className="type-secondary text-ink2">{unit}</span>
              </td>
              <td>
                <ProvenanceBadge kind={kind} />
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
