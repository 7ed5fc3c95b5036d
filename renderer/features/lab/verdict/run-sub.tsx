import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { LabRun } from '#contract/lab/run.ts'
import { useProcedures } from '../../../data/client-context.tsx'
import { formatDate, formatNumber, formatTime } from '../../../i18n/format.ts'
import { formatWattHours } from '../../../i18n/format-energy.ts'
import { formatMoneySum } from '../../../i18n/format-money.ts'
import { EnergyProvenance } from '../../../ui/energy-provenance.tsx'

/** From when to when: the day once, and both where the night lies between them. */
function spanText({ startedAtMs, endedAtMs }: LabRun, to: (from: string, until: string) => string): string {
  const start = `${formatDate(startedAtMs)}, ${formatTime(startedAtMs)}`
  if (endedAtMs === null) return start
  const isSameDay = formatDate(startedAtMs) === formatDate(endedAtMs)
  return to(start, isSameDay ? formatTime(endedAtMs) : `${formatDate(endedAtMs)}, ${formatTime(endedAtMs)}`)
}

/** What a run consists of, when it was, and what it took. */
export const RunSub = ({ run }: { run: LabRun }) => {
  const { t } = useTranslation('labVerdict')
  const procedures = useProcedures()
  const { data: money = [] } = useQuery(procedures.lab.cost.queryOptions({ input: { runId: run.id } }))
  const counts = [
    ...(run.blocksDone > 0 ? [t('sub.blocks', { count: run.blocksDone })] : []),
    t('sub.samples', { count: run.sampleCount, samples: formatNumber(run.sampleCount) }),
  ].join(', ')
  const cost = formatMoneySum(money, run.energyProvenance)
  const energy = run.energyProvenance === null ? '' : formatWattHours(run.energyJ, run.energyProvenance)
  return (
    <>
      {[
        counts,
        spanText(run, (from, until) => t('sub.span', { from, until })),
        ...(energy === '' ? [] : [cost === '' ? energy : `${energy} ≈ ${cost}`]),
      ].join(' · ')}
      {' · '}
      <EnergyProvenance provenance={run.energyProvenance} range={run.energyJ} />
    </>
  )
}
