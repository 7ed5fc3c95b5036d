import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { loadNumberRanges } from '../../../data/load-ranges.ts'
import { RangedNumberField } from '../../../ui/ranged-number-field.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { reveal } from './reveal.ts'
import type { LoadForm } from './use-load-form.ts'

const Option = ({ label, effect, children }: { label: string; effect: string; children: ReactNode }) => (
  <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-rule py-1.5 last:border-b-0">
    <span className="min-w-0 flex-1 basis-52">
      {label}
      <span className="block type-secondary text-ink3">{effect}</span>
    </span>
    {children}
  </div>
)

const NumberOption = ({ form, id }: { form: LoadForm; id: keyof typeof loadNumberRanges }) => {
  const { t } = useTranslation('settings')
  const { t: tApp } = useTranslation('app')
  const { options } = form
  return (
    <Option label={t(`load.${id}.label`)} effect={t(`load.${id}.effect`)}>
      <RangedNumberField
        key={form.draft.modelId}
        label={t(`load.${id}.label`)}
        isLabelHidden
        value={options[id]}
        range={loadNumberRanges[id]}
        placeholder={tApp('common.automatic')}
        onChange={(value) => form.setOptions({ ...options, [id]: value })}
      />
    </Option>
  )
}

/** The options that few loads need. */
export const MoreOptions = ({ form }: { form: LoadForm }) => {
  const { t } = useTranslation('settings')
  const { t: tPicker } = useTranslation('picker')
  const { options, setOptions, isGpu } = form
  return (
    <section ref={reveal} aria-label={tPicker('options.moreLabel')} className="border-t border-rule">
      <NumberOption form={form} id="threads" />
      {isGpu && <NumberOption form={form} id="gpuLayers" />}
      <NumberOption form={form} id="batchTokens" />
      <NumberOption form={form} id="ubatchTokens" />
      <Option label={t('load.flashAttention.label')} effect={t('load.flashAttention.effect')}>
        <Segmented
          label={t('load.flashAttention.label')}
          value={options.flashAttention}
          onChange={(flashAttention) => setOptions({ ...options, flashAttention })}
          options={(['auto', 'on', 'off'] as const).map((value) => ({
            value,
            label: t(`load.flashAttention.${value}`),
          }))}
        />
      </Option>
      <Option label={t('load.mmap.label')} effect={t('load.mmap.effect')}>
        <Segmented
          label={t('load.mmap.label')}
          value={options.mmap}
          onChange={(mmap) => setOptions({ ...options, mmap })}
          options={(['auto', 'on', 'off'] as const).map((value) => ({ value, label: t(`load.mmap.${value}`) }))}
        />
      </Option>
      <Option label={t('load.mlock.label')} effect={t('load.mlock.effect')}>
        <Switch
          label={t('load.mlock.label')}
          checked={options.mlock}
          onChange={(mlock) => setOptions({ ...options, mlock })}
        />
      </Option>
    </section>
  )
}
