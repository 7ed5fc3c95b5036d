import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Range } from '#contract/energy.ts'
import { formatNumber } from '../../../i18n/format.ts'
import { formatPower } from '../../../i18n/format-energy.ts'
import { formatErrorBand } from '../../../i18n/format-range.ts'
import { sourceName } from '../source-words.ts'
import { formatStepTime, formatTimeTick } from '../time-words.ts'
import type { PowerWords } from './power-spec.ts'
import type { PowerBand, PowerStack } from './power-stack.ts'

const powerOf = (value: number): string => formatNumber(value, value < 10 && !Number.isInteger(value) ? 1 : 0)

/** An instrument's error is told in per cent; what changed within a step, as the powers that it went between. */
const isNarrow = ({ low, central, high }: Range): boolean => high - low <= central * 0.15

/** What the chart of power says. */
export function usePowerWords(
  bands: readonly Pick<PowerBand, 'scope' | 'name'>[],
  isWall: boolean,
  stepMs: number,
  spanMs: number,
) {
  const { t, i18n } = useTranslation('meter')
  const { t: tApp } = useTranslation('app')
  // The names follow what is measured, not each reading of it.
  const key = bands.map(({ scope, name }) => `${scope}\n${name}`).join('\n\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the bands, the language for both translators.
  return useMemo((): PowerWords => {
    const parts = bands.flatMap(({ scope, name }) => (scope === 'remainder' ? [] : [{ scope, name }]))
    return {
      nameOf: ({ scope, name }) =>
        scope === 'remainder' ? t('scope.remainder') : sourceName({ scope, name }, parts, t),
      whole: t(isWall ? 'power.whole' : 'power.wholeMachine'),
      estimate: t('power.estimated'),
      power: formatPower,
      interval: (watts) => (isNarrow(watts) ? (formatErrorBand(watts) ?? '') : formatPower(watts, 'estimated')),
      provenance: (provenance) => tApp(`provenance.${provenance}`),
      tick: (atMs) => formatTimeTick(atMs, spanMs),
      title: (atMs) => formatStepTime(atMs, stepMs, spanMs),
      watts: (value, isTop) => (isTop ? `${powerOf(value)} ${tApp('unit.watts')}` : powerOf(value)),
    }
  }, [key, isWall, stepMs, spanMs, i18n.language])
}

/** True where the whole machine is read at the wall. */
export const isAtWall = ({ whole }: PowerStack): boolean => whole?.provenance === 'wall-metered'
