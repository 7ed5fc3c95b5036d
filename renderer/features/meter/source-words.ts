import type { TFunction } from 'i18next'
import type { PowerScope } from '#contract/energy.ts'
import type { PowerSource } from '#contract/meter.ts'
import { formatNumber } from '../../i18n/format.ts'

type Named = { scope: PowerScope; name: string }

/** What a source measures: `GPU`; with the device where another measures the same kind, `GPU, RTX 4060`. */
export function sourceName(source: Named, all: readonly Named[], t: TFunction<'meter'>): string {
  const scope = t(`scope.${source.scope}`)
  const isOnly = all.filter((other) => other.scope === source.scope).length <= 1
  return isOnly || source.name === '' ? scope : t('named', { scope, name: source.name })
}

/** The device, what it is read with and how often: `NVIDIA GeForce RTX 4060, NVML energy counter, 10 Hz`. */
export function sourceDetail(
  { name, collector, updatePeriodMs }: Pick<PowerSource, 'name' | 'collector' | 'updatePeriodMs'>,
  t: TFunction<'meter'>,
  tEnergy: TFunction<'energy'>,
): string {
  const seconds = (updatePeriodMs ?? 0) / 1000
  const period =
    updatePeriodMs === null
      ? ''
      : seconds >= 1
        ? t('everySeconds', { seconds: formatNumber(seconds, Number.isInteger(seconds) ? 0 : 1) })
        : t('perSecond', { rate: formatNumber(1 / seconds) })
  return [name, tEnergy(`collector.${collector}`), period].filter(Boolean).join(', ')
}
