import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Money } from '#contract/energy.ts'
import type { LabSample } from '#contract/lab/run.ts'
import { formatNumber, unknownFigure } from '../../../i18n/format.ts'
import { wattHoursFigure } from '../../../i18n/format-energy.ts'
import { formatMoneySum } from '../../../i18n/format-money.ts'
import { useLabProgress } from '../../../stores/stores.tsx'
import { EnergyProvenance } from '../../../ui/energy-provenance.tsx'
import { SmallCaps } from '../../../ui/small-caps.tsx'
import { useTimeLeft } from '../use-time-left.ts'

/** Of fewer repetitions nothing is worked out for all of them. */
const toldFrom = 5

const Cell = ({ name, value, note }: { name: string; value: ReactNode; note?: ReactNode }) => (
  <div className="min-w-0 border-l border-rule py-2 pr-3 pl-4">
    <dt>
      <SmallCaps>{name}</SmallCaps>
    </dt>
    <dd className="flex flex-wrap items-baseline gap-x-2">
      <span className="type-summary whitespace-nowrap">{value}</span>
      <span className="type-statistic text-ink3">{note}</span>
    </dd>
  </div>
)

const Left = () => {
  const { t } = useTranslation('lab')
  const isPaused = useLabProgress(({ state }) => state === 'paused') ?? false
  const left = useTimeLeft()
  return (
    <Cell
      name={t('running.summary.left')}
      value={left?.central ?? unknownFigure}
      note={isPaused ? t('running.summary.paused') : (left?.range ?? t('running.summary.leftUnknown'))}
    />
  )
}

const Runs = () => {
  const { t } = useTranslation('lab')
  const counts = useLabProgress(({ phase, repetitionsDone, repetitionsPlanned, chunksDone, chunksPlanned }) => ({
    isQuality: phase === 'quality',
    repetitionsDone,
    repetitionsPlanned,
    chunksDone,
    chunksPlanned,
  }))
  if (!counts) return null
  const { isQuality, repetitionsDone, repetitionsPlanned, chunksDone, chunksPlanned } = counts
  const [done = 0, planned = 0] = isQuality ? [chunksDone, chunksPlanned] : [repetitionsDone, repetitionsPlanned]
  return (
    <Cell
      name={t(isQuality ? 'running.summary.chunks' : 'running.summary.runs')}
      value={formatNumber(done)}
      note={planned > 0 ? t('running.summary.of', { planned: formatNumber(planned) }) : ''}
    />
  )
}

const Energy = () => {
  const { t } = useTranslation('lab')
  const energy = useLabProgress(({ energyJ, energyProvenance }) => ({ energyJ, energyProvenance }))
  const { energyJ = null, energyProvenance = null } = energy ?? {}
  const { value, unit } = wattHoursFigure(energyJ, energyProvenance)
  return (
    <Cell
      name={t('running.summary.energy')}
      value={energyJ === null ? unknownFigure : `${value} ${unit}`}
      note={<EnergyProvenance provenance={energyProvenance} range={energyJ} />}
    />
  )
}

/** What all of it will have cost, if the rest costs as much a repetition as what was. */
const inAll = (money: readonly Money[], factor: number): Money[] =>
  money.map(({ currency, amount: { low, central, high } }) => ({
    currency,
    amount: { low: low * factor, central: central * factor, high: high * factor },
  }))

const Spent = () => {
  const { t } = useTranslation('lab')
  const spent = useLabProgress(({ money, energyProvenance, repetitionsDone, repetitionsPlanned }) => ({
    money,
    energyProvenance,
    repetitionsDone,
    repetitionsPlanned,
  }))
  if (!spent?.money?.length) return null
  const { money, energyProvenance, repetitionsDone = 0, repetitionsPlanned = 0 } = spent
  const isTold = repetitionsDone >= toldFrom && repetitionsPlanned > repetitionsDone
  const total = inAll(money, repetitionsPlanned / Math.max(1, repetitionsDone))
  return (
    <Cell
      name={t('running.summary.money')}
      value={formatMoneySum(money, energyProvenance)}
      note={isTold ? t('running.summary.ofAbout', { total: formatMoneySum(total, energyProvenance) }) : ''}
    />
  )
}

const Temperature = ({ startedC }: { startedC: number | null }) => {
  const { t } = useTranslation('lab')
  const temperatureC = useLabProgress((progress) => progress.temperatureC)
  return (
    <Cell
      name={t('running.summary.temperature')}
      value={temperatureC == null ? unknownFigure : t('running.summary.degrees', { value: formatNumber(temperatureC) })}
      note={
        temperatureC == null
          ? t('running.summary.notMeasured')
          : startedC === null
            ? ''
            : t('running.summary.started', { value: formatNumber(startedC) })
      }
    />
  )
}

/** Where the run stands in five figures: time, repetitions, energy, money, temperature. Each is rendered for itself as it changes. */
export const SummaryBand = ({ samples }: { samples: readonly LabSample[] }) => {
  const { t } = useTranslation('lab')
  return (
    <div className="mb-5 overflow-hidden border-t-[1.5px] border-b border-t-ink2 border-b-rule2">
      {/* The line before the first of a row is beyond the edge. */}
      <dl
        aria-label={t('running.summary.title')}
        className="-ml-4.25 grid auto-cols-fr grid-flow-col max-medium:grid-flow-row max-medium:grid-cols-3 max-narrow:grid-cols-2"
      >
        <Left />
        <Runs />
        <Energy />
        <Spent />
        <Temperature startedC={samples[0]?.temperatureC ?? null} />
      </dl>
    </div>
  )
}
