import { useTranslation } from 'react-i18next'
import type { FitEstimate, Model } from '#contract/models.ts'
import { formatNumber, formatRate, unknownFigure } from '../../../i18n/format.ts'
import { classNames } from '../../../ui/class-names.ts'
import { FitBadge } from '../../../ui/fit-badge.tsx'
import { Kbd } from '../../../ui/kbd.tsx'
import { StatusDot } from '../../../ui/status-dot.tsx'
import { FitFigures } from '../load/fit-figures.tsx'
import type { Ladder } from './ladders.ts'
import { rateRange } from './rate-range.ts'

type LadderTableProps = {
  ladder: Ladder
  activeId: string
  loadedId: string | null
  contextTokens: number
  estimates: ReadonlyMap<string, FitEstimate>
  onActive: (modelId: string) => void
}

const Rate = ({ model, ladder }: { model: Model; ladder: Ladder }) => {
  const { t } = useTranslation('picker')
  if (model.measuredRate) {
    return (
      <span className="relative z-10" title={t('ladder.rateMeasured', { count: model.measuredRate.answers })}>
        {formatRate(model.measuredRate.tokensPerSecond)}
      </span>
    )
  }
  const siblings = ladder.variants.map((variant) => variant.model)
  const range = rateRange(model, siblings)
  if (!range) return unknownFigure
  const figures = { low: formatNumber(range.low), high: formatNumber(range.high) }
  return (
    <span className="relative z-10 text-ink2" title={t('ladder.rateEstimated')}>
      {t('ladder.range', figures)}
    </span>
  )
}

const FitCell = ({ model, estimate }: { model: Model; estimate: FitEstimate | undefined }) => {
  const { t } = useTranslation('picker')
  if (!model.isReachable || model.problem) {
    return (
      <span className="flex items-center gap-1.5 type-secondary text-clay">
        <StatusDot state="bad" />
        {t(model.isReachable ? 'broken' : 'missing')}
      </span>
    )
  }
  const fit = estimate ?? model.fit
  return (
    <span className="flex min-w-0 items-baseline gap-2">
      <FitBadge verdict={fit.verdict} />
      <FitFigures fit={fit} totalLayers={estimate?.totalLayers ?? null} />
    </span>
  )
}

/** The stem that the quantizations hang from: its own piece in each row, and a node. */
const Node = ({ isActive, isFirst, isLast }: { isActive: boolean; isFirst: boolean; isLast: boolean }) => (
  <td aria-hidden className="relative w-6 p-0!">
    <span
      className={classNames(
        'absolute left-[11.5px] w-px bg-rule2',
        isFirst ? 'top-1/2' : '-top-px',
        isLast ? 'bottom-1/2' : 'bottom-0',
      )}
    />
    <span
      className={classNames(
        'absolute top-1/2 -translate-y-1/2 rounded-full',
        isActive ? 'left-1.5 size-3 bg-gold outline outline-goldmark -outline-offset-1' : 'left-2 size-2 bg-leaf',
      )}
    />
  </td>
)

/** The quantizations of one model on this machine, the largest first; one of them is chosen. */
export const LadderTable = (props: LadderTableProps) => {
  const { ladder, activeId, loadedId, contextTokens, estimates, onActive } = props
  const { t } = useTranslation('picker')
  const last = ladder.variants.length - 1
  return (
    <table className="ladder-table">
      <caption className="sr-only">{t('ladder.label', { name: ladder.name })}</caption>
      <thead>
        <tr>
          <th aria-hidden className="w-6" />
          <th scope="col" className="text-left!">
            {t('ladder.quantization')}
            {last > 0 && <Kbd keys={t('ladder.keys')} className="ml-2 text-ink3" />}
          </th>
          <th scope="col">{t('ladder.size')}</th>
          <th scope="col" className="max-narrow:hidden" title={t('ladder.bitsTitle')}>
            {t('ladder.bits')}
          </th>
          <th scope="col">{t('ladder.rate')}</th>
          <th scope="col" className="w-59 pl-6! text-left! max-narrow:w-auto">
            {t('ladder.at', { tokens: formatNumber(contextTokens) })}
          </th>
        </tr>
      </thead>
      <tbody>
        {ladder.variants.map(({ model }, index) => {
          const isActive = model.id === activeId
          return (
            <tr key={model.id} data-active={isActive ? '' : undefined}>
              <Node isActive={isActive} isFirst={index === 0} isLast={index === last} />
              <th scope="row">
                <label className="flex items-baseline gap-2 after:absolute after:inset-0">
                  <input
                    type="radio"
                    name="quantization"
                    className="ladder-radio"
                    checked={isActive}
                    onChange={() => onActive(model.id)}
                  />
                  <span className={isActive ? 'font-[650]' : 'font-medium'}>{model.quantization}</span>
                  {model.id === loadedId && <span className="type-secondary text-ink3">{t('inMemory')}</span>}
                </label>
              </th>
              <td>{formatNumber(model.sizeBytes / 1e9, 2)}</td>
              <td className="max-narrow:hidden">{formatNumber(model.bitsPerWeight, 1)}</td>
              <td>
                <Rate model={model} ladder={ladder} />
              </td>
              <td className="pl-6! text-left!">
                <FitCell model={model} estimate={estimates.get(model.id)} />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
