import { CircleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LabPlan, QualityPlan } from '#contract/lab/plan.ts'
import { useModelsState } from '../../../stores/stores.tsx'
import { Field, TextInput } from '../../../ui/field.tsx'
import { RangedNumberField } from '../../../ui/ranged-number-field.tsx'
import { Select } from '../../../ui/select.tsx'
import { changeMeasurement } from './plan-draft.ts'
import { qualityReference, referenceLoss } from './quality-reference.ts'

const chunkRange = { min: 1, max: 100_000, step: 8, isInteger: true }
const contextRange = { min: 8, max: 32_768, step: 256, isInteger: true }
const usualContextTokens = 512
const largestOfRun = ''

/** Against what quality is measured, and what that leaves unseen. */
const Reference = ({
  plan,
  quality,
  change,
}: {
  plan: LabPlan
  quality: QualityPlan
  change: (part: Partial<QualityPlan>) => void
}) => {
  const { t } = useTranslation('lab')
  const models = useModelsState((state) => state.models) ?? []
  const { model, candidates } = qualityReference(plan, models)
  const loss = model && referenceLoss(model)
  const automatic =
    quality.referenceModelId === null ? model : qualityReference({ ...plan, quality: null }, models).model
  return (
    <div>
      <Field label={t('setup.quality.reference')}>
        <Select
          label={t('setup.quality.reference')}
          value={quality.referenceModelId ?? largestOfRun}
          onChange={(id) => change({ referenceModelId: id === largestOfRun ? null : id })}
          className="max-w-full"
          options={[
            {
              value: largestOfRun,
              label: automatic
                ? t('setup.quality.largest', { quantization: automatic.quantization })
                : t('setup.quality.largestUnknown'),
            },
            ...candidates.map(({ id, name, quantization }) => ({ value: id, label: `${name} ${quantization}` })),
          ]}
        />
      </Field>
      {loss && model && (
        <p className="mt-1.5 flex max-w-prose items-start gap-2 text-ink2">
          <CircleAlert size={16} strokeWidth={1.5} aria-hidden className="mt-0.5 shrink-0 text-clay" />
          <span>
            {loss.kind === 'quantized'
              ? t('setup.quality.quantized', { quantization: model.quantization })
              : t('setup.quality.madeFrom', { quantization: model.quantization, origin: loss.origin })}
          </span>
        </p>
      )}
    </div>
  )
}

/** How quality is measured: against what, on which text, and how much of it. */
export const QualityFields = ({ plan, quality }: { plan: LabPlan; quality: QualityPlan }) => {
  const { t } = useTranslation('lab')
  const change = (part: Partial<QualityPlan>) => changeMeasurement({ quality: { ...quality, ...part } })
  return (
    <div className="flex flex-col gap-4 pt-2">
      <Reference plan={plan} quality={quality} change={change} />
      <Field label={t('setup.quality.text')} description={t('setup.quality.textNote')}>
        <TextInput
          value={quality.textPath ?? ''}
          maxLength={4096}
          placeholder={t('setup.quality.builtIn')}
          spellCheck={false}
          autoComplete="off"
          className="w-full max-w-xl"
          onChange={(event) => change({ textPath: event.currentTarget.value.trim() || null })}
        />
      </Field>
      <div className="flex flex-wrap gap-x-6 gap-y-3">
        <RangedNumberField
          label={t('setup.quality.chunks')}
          value={quality.chunks}
          range={chunkRange}
          placeholder={t('setup.quality.wholeText')}
          onChange={(chunks) => change({ chunks })}
        />
        <RangedNumberField
          label={t('setup.quality.contextTokens')}
          value={quality.contextTokens}
          range={contextRange}
          placeholder={String(usualContextTokens)}
          onChange={(contextTokens) => change({ contextTokens: contextTokens ?? usualContextTokens })}
        />
      </div>
    </div>
  )
}
