import { useTranslation } from 'react-i18next'
import type { LabPlan, RepetitionPlan } from '#contract/lab/plan.ts'
import { DecimalField } from '../../../ui/decimal-field.tsx'
import { RangedNumberField } from '../../../ui/ranged-number-field.tsx'
import { changeMeasurement, changePlan } from './plan-draft.ts'

const blockRange = { min: 1, max: 100, step: 1, isInteger: true }
const coolDownRange = { min: 0, max: 3600, step: 5, isInteger: true }
const seedRange = { min: 0, max: 4_294_967_295, step: 1, isInteger: true }
const targetRange = { min: 0.1, max: 100, isNullable: true }

/** How often each test is repeated, when it is enough, and the rest between. */
export const RepetitionFields = ({ plan }: { plan: LabPlan }) => {
  const { t } = useTranslation('lab')
  const { least, most, targetShare } = plan.repetitions
  const change = (part: Partial<RepetitionPlan>) => {
    const next = { ...plan.repetitions, ...part }
    // The one that was changed wins.
    const ordered =
      part.most === undefined
        ? { ...next, most: Math.max(next.least, next.most) }
        : { ...next, least: Math.min(next.least, next.most) }
    changeMeasurement({ repetitions: ordered })
  }
  return (
    <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
      <RangedNumberField
        label={t('setup.repetitions.least')}
        value={least}
        range={blockRange}
        placeholder={String(least)}
        onChange={(value) => value !== null && change({ least: value })}
      />
      <RangedNumberField
        label={t('setup.repetitions.most')}
        value={most}
        range={blockRange}
        placeholder={String(most)}
        onChange={(value) => value !== null && change({ most: value })}
      />
      <DecimalField
        label={t('setup.repetitions.target')}
        value={targetShare === null ? null : targetShare * 100}
        range={targetRange}
        unit="%"
        placeholder={t('setup.repetitions.never')}
        onChange={(percent) => change({ targetShare: percent === null ? null : percent / 100 })}
      />
      <RangedNumberField
        label={t('setup.repetitions.coolDown')}
        value={plan.coolDownMs / 1000}
        range={coolDownRange}
        placeholder="0"
        onChange={(seconds) => changeMeasurement({ coolDownMs: (seconds ?? 0) * 1000 })}
      />
      <RangedNumberField
        label={t('setup.repetitions.seed')}
        value={plan.seed}
        range={seedRange}
        placeholder="0"
        onChange={(seed) => changePlan({ seed: seed ?? 0 })}
      />
    </div>
  )
}
