import { useTranslation } from 'react-i18next'
import type { Model } from '#contract/models.ts'
import type { OfferedModel } from '#contract/offers.ts'
import { formatFileSize } from '../../../i18n/format.ts'
import { classNames } from '../../../ui/class-names.ts'
import type { Ladder } from './ladder.ts'
import { axisPosition, type SizeAxis } from './size-axis.ts'

/** A mark on a ladder: a quantization on the disk, the one in use, or one that could be had. */
type Rung = { key: string; name: string; sizeBytes: number; kind: 'current' | 'fits' | 'large' | 'offered' }

const looks = {
  current: 'z-20 size-[11px] border border-goldmark bg-gold',
  fits: 'z-10 size-2 bg-leaf',
  large: 'z-10 size-2 bg-ink2',
  offered: 'size-[7px] border border-edge bg-paper',
}

const kindOf = (model: Model, current: Model): Rung['kind'] => {
  if (model.id === current.id) return 'current'
  return model.fit.verdict === 'fits' || model.fit.verdict === 'tight' ? 'fits' : 'large'
}

/** The rungs of a ladder, those on the disk and those that the catalogue offers beside them, the smallest first. */
export const rungsOf = (ladder: Ladder, offer: OfferedModel | undefined): Rung[] => {
  const onDisk = ladder.models.map(
    (model): Rung => ({
      key: model.id,
      name: model.quantization,
      sizeBytes: model.sizeBytes,
      kind: kindOf(model, ladder.current),
    }),
  )
  const names = new Set(ladder.models.map((model) => model.quantization))
  const offered = (offer?.quantizations ?? []).flatMap(({ name, sizeBytes, modelId }): Rung[] =>
    sizeBytes === null || modelId !== null || names.has(name) ? [] : [{ key: name, name, sizeBytes, kind: 'offered' }],
  )
  return [...onDisk, ...offered].toSorted((one, other) => one.sizeBytes - other.sizeBytes)
}

type LadderGraphProps = { ladder: Ladder; offer: OfferedModel | undefined; axis: SizeAxis }

/** A model's quantizations as rungs on the axis of sizes that all rows share. */
export const LadderGraph = ({ ladder, offer, axis }: LadderGraphProps) => {
  const { t } = useTranslation('library')
  const rungs = rungsOf(ladder, offer)
  const place = (sizeBytes: number) => `${axisPosition(axis, sizeBytes) * 100}%`
  const [first, last] = [rungs[0], rungs.at(-1)]
  const words = rungs.map(({ name, sizeBytes, kind }) => t(`rung.${kind}`, { name, size: formatFileSize(sizeBytes) }))
  return (
    <div role="img" aria-label={words.join(', ')} className="relative h-6">
      {first && last && (
        <span
          className="absolute top-1/2 h-px -translate-y-1/2 bg-rule2"
          style={{ left: place(first.sizeBytes), right: `calc(100% - ${place(last.sizeBytes)})` }}
        />
      )}
      {rungs.map(({ key, name, sizeBytes, kind }) => (
        <span
          key={key}
          title={`${name}, ${formatFileSize(sizeBytes)}`}
          className={classNames('absolute top-1/2 -translate-1/2 rounded-full', looks[kind])}
          style={{ left: place(sizeBytes) }}
        />
      ))}
    </div>
  )
}
