import { useTranslation } from 'react-i18next'
import { flashAttentionSchema, type LabSweep, labKvTypeSchema } from '#contract/lab/plan.ts'
import { ChoiceField } from './choice-field.tsx'
import { ListField } from './list-field.tsx'
import { parseNumbers, writeNumber } from './parse-numbers.ts'
import { changeMeasurement } from './plan-draft.ts'

const batchRange = { min: 1, max: 65_536, isNullable: false }
const threadsRange = { min: 1, max: 512, isNullable: true }
const layersRange = { min: 0, max: 1000, isNullable: true }

const isNumber = (value: number | null): value is number => value !== null

/** Lists of llama-bench's parameters: every combination is a variant of its own. */
export const ParameterFields = ({ sweep }: { sweep: LabSweep }) => {
  const { t } = useTranslation('lab')
  const change = (part: Partial<LabSweep>) => changeMeasurement({ sweep: { ...sweep, ...part } })
  const kvOptions = labKvTypeSchema.options.map((value) => ({ value, label: value }))
  const numbers = (range: typeof batchRange) => (text: string) => parseNumbers(text, range)
  return (
    <div className="flex flex-col gap-4 pt-1">
      <p className="max-w-prose text-ink2">{t('setup.parameters.note')}</p>
      <div className="grid grid-cols-2 gap-x-6 gap-y-4 max-narrow:grid-cols-1">
        <ListField
          label={t('setup.parameters.threads')}
          description={t('setup.parameters.threadsNote')}
          values={sweep.threads}
          parse={numbers(threadsRange)}
          write={writeNumber}
          error={t('setup.parameters.error', threadsRange)}
          onChange={(threads) => change({ threads })}
        />
        <ListField
          label={t('setup.parameters.gpuLayers')}
          description={t('setup.parameters.gpuLayersNote')}
          values={sweep.gpuLayers}
          parse={numbers(layersRange)}
          write={writeNumber}
          error={t('setup.parameters.error', layersRange)}
          onChange={(gpuLayers) => change({ gpuLayers })}
        />
        <ListField
          label={t('setup.parameters.batchTokens')}
          description={t('setup.parameters.batchTokensNote')}
          values={sweep.batchTokens}
          parse={(text) => parseNumbers(text, batchRange)?.filter(isNumber) ?? null}
          write={writeNumber}
          error={t('setup.parameters.error', batchRange)}
          onChange={(batchTokens) => change({ batchTokens })}
        />
        <ListField
          label={t('setup.parameters.microBatchTokens')}
          description={t('setup.parameters.microBatchTokensNote')}
          values={sweep.microBatchTokens}
          parse={(text) => parseNumbers(text, batchRange)?.filter(isNumber) ?? null}
          write={writeNumber}
          error={t('setup.parameters.error', batchRange)}
          onChange={(microBatchTokens) => change({ microBatchTokens })}
        />
      </div>
      <ChoiceField
        label={t('setup.parameters.kvTypeK')}
        options={kvOptions}
        chosen={sweep.kvTypeK}
        isNeeded
        onChange={(kvTypeK) => change({ kvTypeK })}
      />
      <ChoiceField
        label={t('setup.parameters.kvTypeV')}
        options={kvOptions}
        chosen={sweep.kvTypeV}
        isNeeded
        onChange={(kvTypeV) => change({ kvTypeV })}
      />
      <ChoiceField
        label={t('setup.parameters.flashAttention')}
        options={flashAttentionSchema.options.map((value) => ({ value, label: t(`setup.parameters.flash.${value}`) }))}
        chosen={sweep.flashAttention}
        isNeeded
        onChange={(flashAttention) => change({ flashAttention })}
      />
    </div>
  )
}
