import { useTranslation } from 'react-i18next'
import type { LabRunSummary } from '#contract/lab/run.ts'
import { formatDate, formatNumber, formatTime, unknownFigure } from '../../../i18n/format.ts'
import { formatWattHours } from '../../../i18n/format-energy.ts'
import { classNames } from '../../../ui/class-names.ts'
import { ProvenanceBadge } from '../../../ui/provenance-badge.tsx'
import { StatusDot } from '../../../ui/status-dot.tsx'
import { isFigure, type RunColumn } from './run-columns.ts'

/** Of `node-llama-cpp 3.22.1, llama.cpp b6510` what changes most: `b6510`. */
const engineOf = ({ engineBuild }: LabRunSummary): string =>
  engineBuild
    .split(', ')
    .at(-1)
    ?.replace(/^llama\.cpp /, '') ?? engineBuild

const State = ({ run: { state } }: { run: LabRunSummary }) => {
  const { t } = useTranslation('history')
  const dot = state === 'running' ? 'live' : state === 'failed' ? 'bad' : state === 'done' ? null : 'idle'
  return (
    <span className={classNames('inline-flex items-center gap-1.5', state === 'done' && 'text-ink2')}>
      {dot && <StatusDot state={dot} />}
      {t(`state.${state}`)}
    </span>
  )
}

/** Where nothing was measured, the mark for it alone: it is a dash already. */
const Energy = ({ run: { energyJ, energyProvenance } }: { run: LabRunSummary }) => (
  <span className="inline-flex items-center justify-end gap-1.5">
    {energyJ !== null && formatWattHours(energyJ, energyProvenance)}
    <ProvenanceBadge kind={energyProvenance ?? 'not-measured'} glyphOnly />
  </span>
)

type RunCellProps = { run: LabRunSummary; column: RunColumn }

const Content = ({ run, column }: RunCellProps) => {
  const { t } = useTranslation('history')
  switch (column) {
    case 'date':
      return <span title={formatTime(run.startedAtMs)}>{formatDate(run.startedAtMs)}</span>
    case 'variants':
      return run.variantLabels.join(', ')
    case 'state':
      return <State run={run} />
    case 'samples':
      return formatNumber(run.sampleCount)
    case 'quality':
      return run.hasQuality ? t('hasQuality') : unknownFigure
    case 'machine':
      return run.machineName === '' ? unknownFigure : run.machineName
    case 'engine':
      return (
        <>
          {t(`backend.${run.backend}`)} · {engineOf(run)}
        </>
      )
    case 'energy':
      return <Energy run={run} />
  }
}

/** What a cell says in full, where it may be too narrow for it. */
const titleOf = ({ run, column }: RunCellProps): string | undefined => {
  if (column === 'variants') return [run.modelNames.join(', '), run.variantLabels.join(', ')].join(': ')
  if (column === 'machine') return run.machineName
  return column === 'engine' ? run.engineBuild : undefined
}

/** A cell of the list. */
export const RunCell = ({ run, column }: RunCellProps) => (
  <td
    title={titleOf({ run, column })}
    dir={column === 'machine' ? 'auto' : undefined}
    className={classNames(
      'min-w-0 truncate',
      isFigure[column] ? 'text-right type-figure' : column === 'state' ? '' : 'text-ink2',
      column === 'quality' && 'pl-2',
    )}
  >
    <Content run={run} column={column} />
  </td>
)
