import { useTranslation } from 'react-i18next'
import type { LabQuality, LabRun, Uncertain } from '#contract/lab/run.ts'
import type { LabVerdict } from '#contract/lab/verdict.ts'
import { formatNumber, unknownFigure } from '../../../../i18n/format.ts'
import { formatDivergence, formatPerplexity } from '../../../../i18n/format-lab.ts'

const cell = 'text-right! type-figure whitespace-nowrap'
const right = 'text-right!'
/** All but the first are against the reference. */
const columns = ['perplexity', 'meanKl', 'medianKl', 'p99Kl', 'maximumKl', 'sameTop', 'rmsDeltaP'] as const

/** A figure with its standard error, both in the decimals of the figure. */
const withError = ({ value, uncertainty }: Uncertain, format: (value: number) => string): string =>
  `${format(value)} ± ${format(uncertainty)}`

const decimals =
  (count: number, factor = 1) =>
  (value: number) =>
    formatNumber(value * factor, count)

const perplexityText = (perplexity: Uncertain): string => {
  const text = formatPerplexity(perplexity.value)
  return withError(perplexity, decimals(text.split('.')[1]?.length ?? 0))
}

/** Enough decimals for two figures of the error. */
const divergenceText = (divergence: Uncertain): string =>
  withError(divergence, decimals(Math.min(7, Math.max(3, 1 - Math.floor(Math.log10(divergence.uncertainty || 1))))))

type QualityRowProps = { label: string; quality: LabQuality; isReference: boolean; hasReference: boolean }

const QualityRow = ({ label, quality, isReference, hasReference }: QualityRowProps) => {
  const { t } = useTranslation('labVerdict')
  const { against, perplexity, isComplete, chunks } = quality
  return (
    <tr>
      <th scope="row" className="align-baseline! type-interface! text-ink!">
        {label}
        {!isComplete && (
          <span className="ml-2 type-badge text-ink2">{t('quality.chunksSoFar', { count: chunks.length })}</span>
        )}
      </th>
      <td className={cell}>{perplexityText(perplexity)}</td>
      {!hasReference ? null : against === null ? (
        <td colSpan={6} className="text-ink2">
          {isReference ? t('quality.isReference') : unknownFigure}
        </td>
      ) : (
        <>
          <td className={cell}>{divergenceText(against.meanKl)}</td>
          <td className={cell}>{formatDivergence(against.medianKl)}</td>
          <td className={cell}>{formatDivergence(against.p99Kl)}</td>
          <td className={cell}>{formatDivergence(against.maximumKl)}</td>
          <td className={cell}>{withError(against.sameTop, decimals(1, 100))}</td>
          <td className={cell}>{withError(against.rmsDeltaP, decimals(2, 100))}</td>
        </>
      )}
    </tr>
  )
}

const QualityTable = ({ run, variants }: { run: LabRun; variants: readonly number[] }) => {
  const { t } = useTranslation('labVerdict')
  const reference = run.qualitySetup?.reference
  const own = run.quality.filter(({ variant }) => variants.includes(variant))
  const hasReference = own.some(({ against }) => against !== null)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that is wider than the page is scrolled by keyboard too.
    <div tabIndex={0} className="overflow-x-auto">
      <table className="ruled-table [&_:is(td,th)]:px-2!">
        <thead>
          <tr>
            <th scope="col">{t('table.variant')}</th>
            {(hasReference ? columns : columns.slice(0, 1)).map((column) => (
              <th key={column} scope="col" className={right}>
                {t(`quality.column.${column}`)}
                <span className="block text-ink3">{t(`quality.unit.${column}`)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {own.map((quality) => {
            const variant = run.variants[quality.variant]
            return (
              <QualityRow
                key={quality.variant}
                label={variant?.label ?? ''}
                quality={quality}
                isReference={variant?.model.fileName === reference?.fileName}
                hasReference={hasReference}
              />
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** Table 2: quality by llama-perplexity's definitions. Perplexities of different tokenizers stand in tables of their own, for they rank nothing. */
export const QualitySection = ({ run, verdict }: { run: LabRun; verdict: LabVerdict }) => {
  const { t } = useTranslation('labVerdict')
  if (run.quality.length === 0) return null
  const { qualitySetup: setup } = run
  const isFull = setup !== null && /^(b?f16|f32)$/i.test(setup.reference.quantization)
  const groups = verdict.tokenizerGroups.filter((group) => run.quality.some(({ variant }) => group.includes(variant)))
  return (
    <section aria-label={t('quality.title')}>
      <p className="mb-1.5 type-caption text-ink2">
        <b className="font-medium text-ink">{t('table.number', { number: 2 })}</b>{' '}
        <em>
          {setup === null
            ? t('quality.claimAlone')
            : t(isFull ? 'quality.claim' : 'quality.claimQuantized', { reference: setup.reference.quantization })}
        </em>{' '}
        {setup &&
          t('quality.note', {
            text: setup.textName,
            chunk: formatNumber(setup.contextTokens),
            tokens: formatNumber(Math.max(...run.quality.map(({ tokens }) => tokens))),
          })}
      </p>
      <div className="flex flex-col gap-4">
        {groups.map((group, index) => (
          <div key={group.join()}>
            {groups.length > 1 && (
              <p className="mb-1 type-secondary text-ink2">{t('quality.tokenizer', { number: index + 1 })}</p>
            )}
            <QualityTable run={run} variants={group} />
          </div>
        ))}
      </div>
    </section>
  )
}
