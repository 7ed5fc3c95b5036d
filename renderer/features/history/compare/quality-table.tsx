import { useTranslation } from 'react-i18next'
import type { RunComparison } from '#contract/lab/verdict.ts'
import { formatPerplexity } from '../../../i18n/format-lab.ts'

/** Perplexities of one tokenizer on one text: those of others are not listed. */
export const QualityTable = ({ quality }: { quality: RunComparison['quality'] }) => {
  const { t } = useTranslation('history')
  const figure = ({ value, uncertainty }: (typeof quality)[number]['before']) =>
    t('compare.uncertain', { value: formatPerplexity(value), uncertainty: formatPerplexity(uncertainty) })
  return (
    <section aria-label={t('compare.quality')} className="mb-6 max-w-5xl overflow-x-auto">
      <h2 className="mb-1 type-section">{t('compare.quality')}</h2>
      <table className="ruled-table">
        <thead>
          <tr>
            <th scope="col">{t('compare.variant')}</th>
            <th scope="col" className="text-right!">
              {t('compare.before')}
            </th>
            <th scope="col" className="text-right!">
              {t('compare.after')}
            </th>
          </tr>
        </thead>
        <tbody>
          {quality.map(({ label, before, after }) => (
            <tr key={label}>
              <th scope="row" className="type-interface! font-medium! text-ink!" dir="auto">
                {label}
              </th>
              <td className="text-right! type-figure">{figure(before)}</td>
              <td className="text-right! type-figure">{figure(after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
