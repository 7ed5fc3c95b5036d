import { Share } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { EnergyRow } from '#contract/meter.ts'
import { useClient } from '../../data/client-context.tsx'
import { Button } from '../../ui/button.tsx'
import { type DataTable, toCsv } from '../../ui/chart/data-table.ts'
import { saveText } from '../../ui/chart/save-file.ts'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { reportProblem } from '../../ui/report-problem.ts'
import { modelName } from './model-name.ts'
import { rowsTable } from './tables/rows-table.ts'
import type { MeterTotals } from './use-meter-totals.ts'

const mostPowerSteps = 2000

/** Takes the page's data away: all of it in one file, or its tables for a spreadsheet. */
export const ExportMenu = ({ data }: { data: MeterTotals }) => {
  const { t } = useTranslation('meter')
  const client = useClient()
  const { span, totals } = data
  const saveCsv = (name: string, table: DataTable) => saveText(`wattle-${name}.csv`, 'text/csv', toCsv(table))
  const saveJson = async () => {
    const power = await client.meter.power({ ...span, points: mostPowerSteps })
    const cloud = await client.cost.cloudComparison(span)
    const text = JSON.stringify({ ...span, totals, cloud, power }, null, 2)
    saveText('wattle-meter.json', 'application/json', text)
  }
  const rowWords = (name: string, nameOf: (row: EnergyRow) => string) => ({
    name,
    nameOf,
    answers: t('table.answers'),
    promptTokens: t('table.promptTokens'),
    answerTokens: t('table.answerTokens'),
    energyLow: t('days.energyLow'),
    energy: t('days.energy'),
    energyHigh: t('days.energyHigh'),
    perTokenLow: t('table.perTokenLow'),
    perToken: t('table.perToken'),
    perTokenHigh: t('table.perTokenHigh'),
    carbon: t('table.carbonColumn'),
    source: t('table.source'),
    money: (currency: string, end: 'low' | 'central' | 'high') => t(`days.money.${end}`, { currency }),
  })
  const gone = t('table.gone')
  return (
    <Menu
      trigger={
        <Button size="compact">
          <Share size={16} strokeWidth={1.5} aria-hidden />
          {t('export')}
        </Button>
      }
    >
      <MenuItem onSelect={() => void saveJson().catch(reportProblem)}>{t('exportJson')}</MenuItem>
      <MenuItem
        onSelect={() =>
          saveCsv(
            'models',
            rowsTable(
              totals.models,
              rowWords(t('table.byModel'), (row) => modelName(row, gone)),
            ),
          )
        }
      >
        {t('exportModels')}
      </MenuItem>
      <MenuItem
        onSelect={() =>
          saveCsv(
            'conversations',
            rowsTable(
              totals.conversations,
              rowWords(t('table.byConversation'), (row) => row.name || gone),
            ),
          )
        }
      >
        {t('exportConversations')}
      </MenuItem>
    </Menu>
  )
}
