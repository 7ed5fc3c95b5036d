import { useTranslation } from 'react-i18next'
import type { LabRun, LabVariant } from '#contract/lab/run.ts'
import type { RunComparison } from '#contract/lab/verdict.ts'
import { formatFileSize } from '../../../i18n/format.ts'

type Difference = RunComparison['differs'][number]

type DifferenceListProps = { differs: readonly Difference[]; before: LabRun; after: LabRun }

const parametersOf = ({ parameters }: LabVariant): string =>
  Object.entries(parameters)
    .map(([name, value]) => `${name} ${value ?? '–'}`)
    .join(', ')

const listOf = (run: LabRun, of: (variant: LabVariant) => string): string =>
  [...new Set(run.variants.map(of))].join('; ')

/** What a run has of that which differs; null where its name is said by the heading alone. */
function partOf(
  run: LabRun,
  difference: Difference,
  powerWord: (source: LabRun['environment']['powerSource']) => string,
): string {
  switch (difference) {
    case 'machine':
      return [run.machineName, run.machine.cpuName, ...run.machine.gpuNames].filter(Boolean).join(', ')
    case 'engine':
      return run.environment.engineBuild
    case 'backend':
      return run.environment.backends
    case 'parameters':
      return listOf(run, parametersOf)
    case 'text':
      return run.qualitySetup?.textName ?? '–'
    case 'power-source':
      return powerWord(run.environment.powerSource)
    case 'file':
      return listOf(run, ({ model }) => `${model.fileName}, ${formatFileSize(model.sizeBytes)}`)
  }
}

/** What else is not the same in both runs: a difference of rates may be due to any of it. */
export const DifferenceList = ({ differs, before, after }: DifferenceListProps) => {
  const { t } = useTranslation('history')
  if (differs.length === 0) return <p className="mb-5 max-w-prose text-ink2">{t('compare.same')}</p>
  const part = (run: LabRun, difference: Difference) =>
    partOf(run, difference, (source) => t(`compare.power.${source}`)) || t('nameless')
  return (
    <section aria-label={t('compare.differs')} className="mb-6 max-w-5xl overflow-x-auto">
      <h2 className="mb-1 type-section">{t('compare.differs')}</h2>
      <table className="ruled-table">
        <thead>
          <tr>
            <th scope="col">
              <span className="sr-only">{t('compare.what')}</span>
            </th>
            <th scope="col">{t('compare.before')}</th>
            <th scope="col">{t('compare.after')}</th>
          </tr>
        </thead>
        <tbody>
          {differs.map((difference) => (
            <tr key={difference}>
              <th scope="row" className="align-baseline! type-interface! text-ink!">
                {t(`compare.difference.${difference}`)}
              </th>
              <td className="min-w-48 break-words text-ink2" dir="auto">
                {part(before, difference)}
              </td>
              <td className="min-w-48 break-words text-ink2" dir="auto">
                {part(after, difference)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
