import { useTranslation } from 'react-i18next'
import type { Model } from '#contract/models.ts'
import type { OfferedModel } from '#contract/offers.ts'
import { formatFileSize } from '../../../i18n/format.ts'
import { classNames } from '../../../ui/class-names.ts'
import type { Ladder } from './ladder.ts'
import { axisPosition, type SizeAxis } from './size-axis.ts'

/** A mark on a ladder: a quantization on the disk, the one in use, or one that could be had. */
type Rung = {
  key: string
  name: string
  sizeBytes: number
  kind: 'current' | 'fits' | 'large' | 'offered'
  /** The one that the row's figures are of: drawn larger. */
  isOfRow: boolean
}

const looks = {
  current: 'border border-goldmark bg-gold',
  fits: 'bg-leaf',
  large: 'bg-ink2',
  offered: 'size-[7px] border border-edge bg-paper',
}

const sizes = { ofRow: 'z-20 size-[11px]', other: 'z-10 size-2' }

const kindOf = (model: Model, chosen: Model | null): Rung['kind'] => {
  if (model.id === chosen?.id) return 'current'
  return model.fit.verdict === 'fits' || model.fit.verdict === 'tight' ? 'fits' : 'large'
}

/** The rungs of a ladder, those on the disk and those that the catalogue offers beside them, the smallest first. */
export const rungsOf = (ladder: Ladder, isChosen: boolean, offer: OfferedModel | undefined): Rung[] => {
  const chosen = isChosen ? ladder.current : null
  const onDisk = ladder.models.map(
    (model): Rung => ({
      key: model.id,
      name: model.quantization,
      sizeBytes: model.sizeBytes,
      kind: kindOf(model, chosen),
      isOfRow: model.id === ladder.current.id,
    }),
  )
  const names = new Set(ladder.models.map((model) => model.quantization))
  const offered = (offer?.quantizations ?? []).flatMap(({ name, sizeBytes, modelId }): Rung[] =>
    sizeBytes === null || modelId !== null || names.has(name)
      ? []
      : [{ key: name, name, sizeBytes, kind: 'offered', isOfRow: false }],
  )
  return [...onDisk, ...offered].toSorted((one, other) => one.sizeBytes - other.sizeBytes)
}

type LadderGraphProps = {
  ladder: Ladder
  /** Its current quantization is the one that the next question goes to. */
  isChosen: boolean
  offer: OfferedModel | undefined
  axis: SizeAxis
}

/** A model's quantizations as rungs on the axis of sizes that all rows share. */
export const LadderGraph = ({ ladder, isChosen, offer, axis }: LadderGraphProps) => {
  const { t } = useTranslation('library')
  const rungs = rungsOf(ladder, isChosen, offer)
  const place = (sizeBytes: number) => `${axisPosition(axis, sizeBytes) * 100}%`
  const [first, last] = [rungs[0], rungs.at(-1)]
  const words = rungs.map(({ name, sizeBytes, kind }) =>
    t(`rung.${!ladder.isReachable && kind !== 'offered' ? 'away' : kind}`, { name, size: formatFileSize(sizeBytes) }),
  )
  return (
    <div role="img" aria-label={words.join(', ')} className="relative h-6">
      {first && last && (
        <span
          className="absolute top-1/2 h-px -translate-y-1/2 bg-rule2"
          style={{ left: place(first.sizeBytes), right: `calc(100% - ${place(last.sizeBytes)})` }}
        />
      )}
      {rungs.map(({ key, name, sizeBytes, kind, isOfRow }) => (
        <span
          key={key}
          title={`${name}, ${formatFileSize(sizeBytes)}`}
          className={classNames(
            'absolute top-1/2 -translate-1/2 rounded-full',
            kind !== 'offered' && (isOfRow ? sizes.ofRow : sizes.other),
            looks[kind],
          )}
          style={{ left: place(sizeBytes) }}
        />
      ))}
    </div>
  )
}
