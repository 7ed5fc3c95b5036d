import { useTranslation } from 'react-i18next'
import type { EnergyTotals } from '#contract/meter.ts'
import { formatCount, formatNumber } from '../../../i18n/format.ts'
import { formatJoulesPerToken } from '../../../i18n/format-energy.ts'
import { hatch } from '../../../ui/chart/chart-spec.ts'
import { classNames } from '../../../ui/class-names.ts'
import { loadingInk, modelInks, othersInk } from '../days/days-spec.ts'
import { modelName } from '../model-name.ts'
import { EnergyTable, type TableRow } from './energy-table.tsx'

type EnergyTablesProps = {
  totals: EnergyTotals
  /** The models with an ink of their own in Fig. 2, in its order. */
  inkedIds: readonly (string | null)[]
}

/** What the energy of the range was used for: by model with loads and idling, and by conversation. */
export const EnergyTables = ({ totals, inkedIds }: EnergyTablesProps) => {
  const { t } = useTranslation('meter')
  const hasMoney = totals.all.money.length > 0
  const gone = t('table.gone')
  const models = totals.models.map(
    (row, index): TableRow => ({
      key: row.id ?? `gone-${index}`,
      name: modelName(row, gone),
      fill: inkedIds.includes(row.id) ? (modelInks[inkedIds.indexOf(row.id)] ?? othersInk) : othersInk,
      figures: [
        formatCount(row.promptTokens + row.decodeTokens),
        formatJoulesPerToken(row.joulesPerToken, row.sum.provenance),
      ],
      sum: row.sum,
    }),
  )
  const { loading, idle } = totals
  const overhead: TableRow[] = [
    { key: 'loading', name: t('table.loading'), fill: loadingInk, figures: [], sum: loading },
    { key: 'idle', name: t('table.idle'), fill: hatch, figures: [], sum: idle },
  ]
  const conversations = totals.conversations.map(
    (row, index): TableRow => ({
      key: row.id ?? `gone-${index}`,
      name: row.name || gone,
      fill: null,
      figures: [formatNumber(row.answers)],
      sum: row.sum,
    }),
  )
  const shared = { hasMoney, empty: t('table.noAnswers') }
  return (
    <div className="@container">
      <div
        className={classNames(
          'grid items-start gap-10 max-wide:gap-6',
          // With a column for money they stand beside each other on a wide page alone.
          hasMoney ? '@5xl:grid-cols-2' : 'grid-cols-2 max-medium:grid-cols-1',
        )}
      >
        <EnergyTable
          {...shared}
          title={t('table.byModel')}
          heads={[t('table.tokens'), t('table.perToken')]}
          rows={models}
          lastRows={overhead}
        />
        <EnergyTable {...shared} title={t('table.byConversation')} heads={[t('table.answers')]} rows={conversations} />
      </div>
    </div>
  )
}
