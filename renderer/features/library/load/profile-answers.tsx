import { useTranslation } from 'react-i18next'
import { profileContentSchema } from '#contract/profiles.ts'
import { samplingKeys, samplingRanges } from '../../../data/sampling-ranges.ts'
import { useSettings } from '../../../stores/stores.tsx'
import { Field, TextArea } from '../../../ui/field.tsx'
import { RangedNumberField } from '../../../ui/ranged-number-field.tsx'
import { reveal } from './reveal.ts'
import type { LoadForm } from './use-load-form.ts'

type SamplingKey = (typeof samplingKeys)[number]

const SamplingField = ({ form, id }: { form: LoadForm; id: SamplingKey }) => {
  const { t } = useTranslation('settings')
  const usual = useSettings((settings) => settings.sampling[id])
  const { content } = form.draft
  const range = samplingRanges[id]
  const change = (value: number | null) => {
    const { [id]: _before, ...others } = content.sampling
    const sampling = value === null ? others : { ...others, [id]: value }
    form.setContent({ ...content, sampling: profileContentSchema.shape.sampling.parse(sampling) })
  }
  return (
    <RangedNumberField
      label={t(`sampling.${id}.label`)}
      value={content.sampling[id] ?? null}
      range={range}
      placeholder={usual == null ? t(id === 'seed' ? 'sampling.seed.empty' : 'sampling.maxTokens.empty') : `${usual}`}
      onChange={change}
    />
  )
}

/** What a profile says of the answers: sampling and the system prompt. What is empty is left to the settings. */
export const ProfileAnswers = ({ form }: { form: LoadForm }) => {
  const { t } = useTranslation('picker')
  const { content } = form.draft
  return (
    <section ref={reveal} aria-label={t('profile.answers')} className="border-t border-rule pt-3">
      <p className="mb-2 type-secondary text-ink2">{t('profile.answersNote')}</p>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(144px,1fr))] gap-x-4 gap-y-3">
        {samplingKeys.map((id) => (
          <SamplingField key={`${form.draft.modelId} ${form.draft.profileId} ${id}`} form={form} id={id} />
        ))}
      </div>
      <Field className="mt-3" label={t('profile.systemPrompt')} description={t('profile.systemPromptNote')}>
        <TextArea
          rows={3}
          maxLength={100_000}
          value={content.systemPrompt ?? ''}
          placeholder={t('profile.asInSettings')}
          onChange={(event) =>
            form.setContent({
              ...content,
              systemPrompt: event.currentTarget.value === '' ? null : event.currentTarget.value,
            })
          }
        />
      </Field>
    </section>
  )
}
