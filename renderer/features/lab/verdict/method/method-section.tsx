import { useTranslation } from 'react-i18next'
import type { LabRun, LabVariant } from '#contract/lab/run.ts'
import { formatDuration, formatMemory, formatNumber, formatParameters, unknownFigure } from '../../../../i18n/format.ts'
import { Disclosure } from '../../../../ui/disclosure.tsx'
import { testName } from '../test-name.ts'

type Entry = [term: string, description: string]

const Entries = ({ title, entries }: { title: string; entries: readonly Entry[] }) => (
  <section>
    <h4 className="type-small-caps">{title}</h4>
    <dl className="mt-1 grid grid-cols-[9rem_minmax(0,1fr)] gap-x-4 gap-y-1">
      {entries.map(([term, description]) => (
        <div key={term} className="contents">
          <dt className="text-ink2">{term}</dt>
          <dd className="break-words">{description}</dd>
        </div>
      ))}
    </dl>
  </section>
)

const distinct = (variants: readonly LabVariant[], of: (variant: LabVariant) => string | number | null): string =>
  [...new Set(variants.map((variant) => String(of(variant) ?? unknownFigure)))].join(', ')

/** How a run was made, and on what: all that somebody needs to make it again. */
export const MethodSection = ({ run }: { run: LabRun }) => {
  const { t } = useTranslation('labVerdict')
  const { plan, machine, environment, variants, tests, qualitySetup: setup } = run
  const { least, most, targetShare } = plan.repetitions
  const method: Entry[] = [
    [t('method.preset'), t(`method.presets.${plan.preset}`)],
    [t('method.order'), t('method.orderText', { seed: plan.seed })],
    [
      t('method.repetitions'),
      targetShare === null
        ? t('method.fixed', { count: least })
        : t('method.adaptive', { least, most, share: formatNumber(targetShare * 100, 1) }),
    ],
    ...(plan.coolDownMs > 0 ? ([[t('method.coolDown'), formatDuration(plan.coolDownMs)]] satisfies Entry[]) : []),
    [t('method.tests'), tests.map((test) => testName(test, (prompt) => t(`prompt.${prompt}`))).join(', ')],
    [t('method.interval'), t('method.intervalText')],
    ...(setup === null
      ? []
      : ([
          [
            t('method.quality'),
            t('method.qualityText', {
              reference: setup.reference.fileName,
              text: setup.textName,
              chunk: formatNumber(setup.contextTokens),
            }),
          ],
          [t('method.reference'), t(`method.kept.${setup.method}`)],
        ] satisfies Entry[])),
  ]
  const parameters: Entry[] = [
    [t('method.batch'), distinct(variants, ({ parameters: { batchTokens } }) => formatNumber(batchTokens))],
    [
      t('method.microBatch'),
      distinct(variants, ({ parameters: { microBatchTokens } }) => formatNumber(microBatchTokens)),
    ],
    [t('method.threads'), distinct(variants, ({ parameters: { threads } }) => threads)],
    [t('method.gpuLayers'), distinct(variants, ({ parameters: { gpuLayers } }) => gpuLayers)],
    [
      t('method.cache'),
      distinct(variants, ({ parameters: { kvTypeK, kvTypeV } }) =>
        kvTypeK === kvTypeV ? kvTypeK : `${kvTypeK}/${kvTypeV}`,
      ),
    ],
    [t('method.flashAttention'), distinct(variants, ({ parameters: { flashAttention } }) => flashAttention)],
  ]
  const where: Entry[] = [
    [t('method.machine'), machine.name],
    [t('method.system'), machine.osName],
    [
      t('method.processor'),
      t('method.cores', { name: machine.cpuName, physical: machine.physicalCores, logical: machine.logicalCores }),
    ],
    ...(machine.gpuNames.length > 0 ? ([[t('method.graphics'), machine.gpuNames.join(', ')]] satisfies Entry[]) : []),
    [t('method.memory'), formatMemory(machine.ramBytes)],
    [t('method.engine'), environment.engineBuild],
    [t('method.build'), `${environment.buildCommit} (${environment.buildNumber})`],
    [t('method.backend'), environment.backends],
    [t('method.power'), t(`method.powerSource.${environment.powerSource}`)],
    [t('method.app'), environment.appVersion],
  ]
  const models: Entry[] = variants.map(({ label, model }) => [
    label,
    [
      model.fileName,
      t('method.parameters', { count: formatParameters(model.parameterCount) }),
      ...(model.origin === null ? [] : [t('method.origin', { origin: model.origin })]),
      ...(model.sha256 === null ? [] : [t('method.sha256', { hash: model.sha256.slice(0, 12) })]),
    ].join(' · '),
  ])
  return (
    <Disclosure title={t('method.title')} note={environment.engineBuild}>
      <div className="grid grid-cols-2 gap-x-10 gap-y-5 max-medium:grid-cols-1">
        <Entries title={t('method.how')} entries={method} />
        <Entries title={t('method.where')} entries={where} />
        <Entries title={t('method.with')} entries={parameters} />
        <Entries title={t('method.models')} entries={models} />
      </div>
    </Disclosure>
  )
}
