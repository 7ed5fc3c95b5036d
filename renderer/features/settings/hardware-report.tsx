import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Backend, Hardware } from '#contract/hardware.ts'
import { useProcedures } from '../../data/client-context.tsx'
import { formatMemory, formatNumber, formatTime } from '../../i18n/format.ts'
import { useHardwareState } from '../../stores/stores.tsx'
import { Button } from '../../ui/button.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { reportProblem } from '../../ui/report-problem.ts'
import { StatusDot } from '../../ui/status-dot.tsx'
import { useBackendReason } from './engine-settings.tsx'

const Facts = ({ hardware }: { hardware: Hardware }) => {
  const { t } = useTranslation('settings')
  const { cpu } = hardware
  const facts: [string, string][] = [
    [t('hardware.cpu'), cpu.model],
    [
      t('hardware.cores'),
      t('hardware.coresValue', { physical: formatNumber(cpu.physicalCores), logical: formatNumber(cpu.logicalCores) }),
    ],
    [t('hardware.instructionSets'), cpu.instructionSets.join(', ') || t('hardware.none')],
    [t('hardware.library'), cpu.libraryVariant ?? t('hardware.none')],
    [
      t('hardware.memory'),
      t('hardware.memoryValue', {
        available: formatMemory(hardware.ramAvailableBytes),
        total: formatMemory(hardware.ramTotalBytes),
      }),
    ],
    [t('hardware.os'), `${hardware.osName} · ${hardware.platform}`],
  ]
  return (
    <dl className="grid grid-cols-[140px_minmax(0,1fr)] gap-x-4 gap-y-1 py-3">
      {facts.map(([label, value]) => (
        <div key={label} className="contents">
          <dt className="text-ink2">{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const BackendRow = ({ backend, isChosen, cpuModel }: { backend: Backend; isChosen: boolean; cpuModel: string }) => {
  const { t } = useTranslation('settings')
  const { t: tApp } = useTranslation('app')
  const dot = isChosen ? 'live' : backend.status === 'failed' ? 'bad' : 'idle'
  return (
    <tr>
      <td className="whitespace-nowrap">
        <span className="flex items-center gap-2 font-medium">
          <StatusDot state={dot} />
          {tApp(`backend.${backend.id}`)}
        </span>
      </td>
      <td className={backend.status === 'failed' ? 'text-clay' : 'text-ink2'}>
        {isChosen ? t('hardware.chosen') : tApp(`backendStatus.${backend.status}`)}
      </td>
      <td className="break-words">
        {backend.devices.map((device) => (
          <span key={device.name} className="block">
            {device.name}
            <span className="ml-2 type-statistic text-ink2">
              {device.unifiedMemory
                ? t('hardware.unified')
                : device.vramTotalBytes !== null &&
                  t('hardware.vram', {
                    free: formatMemory(device.vramFreeBytes),
                    total: formatMemory(device.vramTotalBytes),
                  })}
            </span>
          </span>
        ))}
        {backend.problem && <span className="block text-ink2">{backend.problem}</span>}
        {backend.id === 'cpu' && cpuModel}
        {backend.id !== 'cpu' && backend.devices.length === 0 && !backend.problem && (
          <span className="text-ink3">{t('hardware.noDevice')}</span>
        )}
      </td>
    </tr>
  )
}

/** What the probe found on this machine, backend by backend, and why one of them was chosen. */
export const HardwareReport = () => {
  const { t } = useTranslation('settings')
  const procedures = useProcedures()
  const state = useHardwareState()
  const reason = useBackendReason()
  const probe = useMutation(procedures.hardware.probe.mutationOptions({ onError: reportProblem }))
  const isProbing = probe.isPending || !state || state.phase === 'probing'
  return (
    <>
      {state?.phase === 'known' && (
        <>
          <Facts hardware={state.hardware} />
          <table className="ruled-table">
            <thead>
              <tr>
                <th>{t('hardware.backend')}</th>
                <th>{t('hardware.state')}</th>
                <th>{t('hardware.devices')}</th>
              </tr>
            </thead>
            <tbody>
              {state.hardware.backends.map((backend) => (
                <BackendRow
                  key={backend.id}
                  backend={backend}
                  cpuModel={state.hardware.cpu.model}
                  isChosen={backend.id === state.hardware.chosen.backend}
                />
              ))}
            </tbody>
          </table>
          {reason && <p className="mt-2 type-caption text-ink2">{reason}</p>}
        </>
      )}
      {state?.phase === 'failed' && <ProblemNotice problem={state.problem} className="mt-3" />}
      <div className="mt-3 flex items-center gap-3">
        <Button onClick={() => probe.mutate(undefined)} disabled={isProbing}>
          {t('hardware.probe')}
        </Button>
        <span role="status" className="type-secondary text-ink3">
          {isProbing
            ? t('hardware.probing')
            : state?.phase === 'known' && t('hardware.probedAt', { time: formatTime(state.hardware.probedAtMs) })}
        </span>
      </div>
    </>
  )
}
