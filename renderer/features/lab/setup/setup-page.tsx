import { type ReactNode, useId, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type LabPlan, promptKindSchema } from '#contract/lab/plan.ts'
import { problemOf } from '../../../data/problem.ts'
import { useModelsState } from '../../../stores/stores.tsx'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { Field, TextInput } from '../../../ui/field.tsx'
import { Page } from '../../../ui/page.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { testName } from '../verdict/test-name.ts'
import { ChoiceField } from './choice-field.tsx'
import { ForecastCard } from './forecast-card.tsx'
import { ListField } from './list-field.tsx'
import { ModelChoice } from './model-choice.tsx'
import { inLadderOrder } from './model-ladders.ts'
import { ParameterFields } from './parameter-fields.tsx'
import { parseTests } from './parse-tests.ts'
import { changeMeasurement, changePlan, type NamedPreset, type Presets, usePlanDraft } from './plan-draft.ts'
import { PresetCards } from './preset-cards.tsx'
import { QualityFields } from './quality-fields.tsx'
import { QuantizingLine } from './quantizing-line.tsx'
import { RepetitionFields } from './repetition-fields.tsx'

const Section = ({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) => {
  const id = useId()
  return (
    <section aria-labelledby={id} className="border-t border-rule pt-3 pb-5">
      <div className="mb-2 flex items-center justify-between gap-3">
        <h2 id={id} className="type-section">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  )
}

const Measurements = ({ plan, presets }: { plan: LabPlan; presets: Presets }) => {
  const { t } = useTranslation('lab')
  const { t: tVerdict } = useTranslation('labVerdict')
  const usualQuality = presets.standard.quality ?? presets.thorough.quality
  return (
    <>
      <Section title={t('setup.tests.title')}>
        <div className="flex flex-col gap-4">
          <ListField
            label={t('setup.tests.speed')}
            description={t('setup.tests.speedNote')}
            values={plan.speedTests}
            parse={parseTests}
            write={(test) => testName({ kind: 'speed', ...test }, (prompt) => tVerdict(`prompt.${prompt}`))}
            error={t('setup.tests.error')}
            onChange={(speedTests) => changeMeasurement({ speedTests })}
          />
          <ChoiceField
            label={t('setup.tests.prompts')}
            options={promptKindSchema.options.map((value) => ({ value, label: t(`setup.tests.prompt.${value}`) }))}
            chosen={plan.prompts}
            onChange={(prompts) => changeMeasurement({ prompts })}
          />
        </div>
      </Section>
      <Section
        title={t('setup.quality.title')}
        aside={
          <Switch
            label={t('setup.quality.switch')}
            checked={plan.quality !== null}
            onChange={(isOn) => changeMeasurement({ quality: isOn ? usualQuality : null })}
          />
        }
      >
        <p className="max-w-prose text-ink2">{t('setup.quality.what')}</p>
        {plan.quality && <QualityFields plan={plan} quality={plan.quality} />}
      </Section>
      <Section title={t('setup.repetitions.title')}>
        <p className="mb-3 max-w-prose text-ink2">{t('setup.repetitions.what')}</p>
        <RepetitionFields plan={plan} />
      </Section>
      <Disclosure title={t('setup.parameters.title')} note={t('setup.parameters.hint')}>
        <ParameterFields sweep={plan.sweep} />
      </Disclosure>
    </>
  )
}

const Content = ({ plan, basedOn, presets }: { plan: LabPlan; basedOn: NamedPreset | null; presets: Presets }) => {
  const { t } = useTranslation('lab')
  const models = useModelsState((state) => state.models)
  // A model that was removed meanwhile is chosen no more.
  const known = useMemo(
    (): LabPlan => (models === undefined ? plan : { ...plan, modelIds: inLadderOrder(plan.modelIds, models) }),
    [plan, models],
  )
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_20rem] gap-x-10 gap-y-5 max-medium:grid-cols-1">
      <div className="min-w-0">
        <Section title={t('setup.models.title')}>
          <QuantizingLine />
          <ModelChoice chosen={known.modelIds} onChange={(modelIds) => changePlan({ modelIds })} />
        </Section>
        <Section title={t('setup.preset.title')}>
          <PresetCards plan={plan} basedOn={basedOn} presets={presets} />
        </Section>
        <Measurements plan={known} presets={presets} />
      </div>
      <div className="max-medium:row-start-2">
        <div className="sticky top-5 flex flex-col gap-4">
          <Field label={t('setup.name')}>
            <TextInput
              value={plan.name}
              maxLength={200}
              placeholder={t('setup.nameHint')}
              dir="auto"
              onChange={(event) => changePlan({ name: event.currentTarget.value })}
            />
          </Field>
          <ForecastCard plan={known} />
        </div>
      </div>
    </div>
  )
}

/** The set-up of a run: what is compared, how, and what that comes to. */
export const SetupPage = () => {
  const { t } = useTranslation('lab')
  const { draft, error } = usePlanDraft()
  return (
    <Page title={t('setup.title')} sub={t('setup.sub')}>
      {error !== null && error !== undefined && <ProblemNotice problem={problemOf(error)} />}
      {draft && <Content {...draft} />}
    </Page>
  )
}
