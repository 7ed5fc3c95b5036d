import { useTranslation } from 'react-i18next'
import { formatMemory, formatNumber, formatRate, unknownFigure } from '../../../../i18n/format.ts'
import { formatJoulesPerToken } from '../../../../i18n/format-energy.ts'
import { formatDivergence } from '../../../../i18n/format-lab.ts'
import { formatMoney } from '../../../../i18n/format-money.ts'
import { useModelsState } from '../../../../stores/stores.tsx'
import { FitBadge } from '../../../../ui/fit-badge.tsx'
import { Tooltip } from '../../../../ui/tooltip.tsx'
import type { AxisUnit } from '../axis-unit.ts'
import type { ColumnId } from './column.ts'
import type { ComparisonRow } from './comparison-row.ts'

/** Of the columns whose unit follows from their figures. */
export type ColumnUnits = Record<'file-size' | 'memory', AxisUnit>

const sizeDecimals = ({ name }: AxisUnit): number => (name === 'GB' || name === 'GiB' ? 2 : 0)

const inUnit = (bytes: number, unit: AxisUnit): string => formatNumber(bytes / unit.perUnit, sizeDecimals(unit))

/** Joules a token, gross; the net figure on hover and on focus. */
const EnergyCell = ({ row }: { row: ComparisonRow }) => {
  const { t } = useTranslation('labVerdict')
  const { joulesPerToken = null, netJoulesPerToken = null, provenance = null } = row.speed ?? {}
  const gross = formatJoulesPerToken(joulesPerToken, provenance)
  if (netJoulesPerToken === null) return gross
  const net = t('table.netEnergy', { net: formatJoulesPerToken(netJoulesPerToken, provenance) })
  return (
    <Tooltip label={net} side="top">
      <button type="button" aria-description={net} className="cursor-help rounded-chip">
        {gross}
      </button>
    </Tooltip>
  )
}

const MemoryCell = ({ row: { memory }, unit }: { row: ComparisonRow; unit: AxisUnit }) => {
  const { t } = useTranslation('labVerdict')
  if (memory === null) return unknownFigure
  const { residentBytes, vramBytes } = memory
  const all = inUnit(residentBytes + (vramBytes ?? 0), unit)
  if (vramBytes === null) return all
  const parts = t('table.memoryParts', { vram: formatMemory(vramBytes), resident: formatMemory(residentBytes) })
  return (
    <Tooltip label={parts} side="top">
      <button type="button" aria-description={parts} className="cursor-help rounded-chip">
        {all}
      </button>
    </Tooltip>
  )
}

const FitCell = ({ modelId }: { modelId: string | null }) => {
  const verdict = useModelsState(({ models }) => models.find(({ id }) => id === modelId)?.fit.verdict)
  return verdict ? <FitBadge verdict={verdict} /> : unknownFigure
}

/** A figure of a variant in Table 1. */
export const PlainCell = ({ column, row, units }: { column: ColumnId; row: ComparisonRow; units: ColumnUnits }) => {
  const { felt } = row
  switch (column) {
    case 'file-size':
      return inUnit(row.model.sizeBytes, units['file-size'])
    case 'memory':
      return <MemoryCell row={row} unit={units.memory} />
    case 'speed':
      return formatRate(row.speed?.tokensPerSecond.mean)
    case 'prefill':
      return formatRate(row.prefill?.tokensPerSecond.mean)
    case 'energy':
      return <EnergyCell row={row} />
    case 'cost':
      return formatMoney(row.speed?.costPerMillion, row.speed?.provenance)
    case 'kl-divergence':
      return formatDivergence(row.standing?.figures['kl-divergence']?.value)
    case 'ttft':
      return felt ? formatNumber(felt.ttftMs) : unknownFigure
    case 'inter-token':
      return felt
        ? [felt.interTokenP50Ms, felt.interTokenP95Ms, felt.interTokenP99Ms]
            .map((ms) => formatNumber(ms, ms < 99.5 ? 1 : 0))
            .join(' · ')
        : unknownFigure
    case 'fit':
      return <FitCell modelId={row.model.modelId} />
    default:
      return null
  }
}
