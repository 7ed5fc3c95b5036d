import { useTranslation } from 'react-i18next'
import type { HardwareState } from '#contract/hardware.ts'
import { formatMemory } from '../i18n/format.ts'

/** The machine in one line, once it is known. */
export const HardwareSentence = ({ state }: { state: HardwareState | undefined }) => {
  const { t } = useTranslation('app')
  if (!state || state.phase === 'probing') return t('machine.probing')
  if (state.phase === 'failed') return t('machine.failed')
  const { cpu, ramTotalBytes, chosen } = state.hardware
  const ram = formatMemory(ramTotalBytes)
  const gpuName = chosen.params.gpuName
  const words = { cpu: cpu.model, count: cpu.physicalCores, ram, backend: t(`backend.${chosen.backend}`) }
  return gpuName ? t('machine.withGpu', { ...words, gpuName }) : t('machine.cpuOnly', words)
}
