import { useTranslation } from 'react-i18next'
import { blossoms, leaves, stalks, stem, twigs, veins } from './acacia-drawing.ts'

const fullTurn = 2 * Math.PI
const raysPerBlossom = 14
const dotsPerBlossom = 10
const goldenAngle = Math.PI * (3 - Math.sqrt(5))

/** The stamens around a blossom, as one path of short strokes. */
const rays = (x: number, y: number, radius: number): string =>
  Array.from({ length: raysPerBlossom }, (_, index) => {
    const angle = (index / raysPerBlossom) * fullTurn
    const at = (distance: number) =>
      `${(x + Math.cos(angle) * distance).toFixed(1)} ${(y + Math.sin(angle) * distance).toFixed(1)}`
    return `M${at(radius)}L${at(radius + 1.3)}`
  }).join('')

/** The anthers inside it, spread as a sunflower spreads its seeds: strokes of no length with round ends. */
const dots = (x: number, y: number, radius: number): string =>
  Array.from({ length: dotsPerBlossom }, (_, index) => {
    const distance = radius * 0.72 * Math.sqrt((index + 0.5) / dotsPerBlossom)
    const angle = index * goldenAngle + x
    return `M${(x + Math.cos(angle) * distance).toFixed(1)} ${(y + Math.sin(angle) * distance).toFixed(1)}h0`
  }).join('')

const stamens = blossoms.map((blossom) => rays(...blossom)).join('')
const anthers = blossoms.map((blossom) => dots(...blossom)).join('')

/** Pl. I: golden wattle, with its caption. */
export const AcaciaPlate = () => {
  const { t } = useTranslation('app')
  return (
    <figure className="self-center">
      <svg width="360" height="400" viewBox="0 0 360 400" aria-hidden className="max-w-full">
        <g fill="none" strokeLinecap="round" strokeLinejoin="round" className="stroke-ink2">
          <path d={stem} strokeWidth="1.6" />
          {leaves.map((leaf, index) => (
            <g key={leaf}>
              <path d={leaf} className="fill-paper" />
              <path d={veins[index]} strokeWidth=".6" className="stroke-ink3" />
            </g>
          ))}
          <path d={twigs.join('')} strokeWidth=".9" />
          <path d={stalks} strokeWidth=".75" />
        </g>
        <g className="fill-gold stroke-stamen" strokeWidth=".75">
          {blossoms.map(([x, y, radius]) => (
            <circle key={`${x} ${y}`} cx={x} cy={y} r={radius} />
          ))}
        </g>
        <path d={stamens} className="stroke-stamen" strokeWidth=".6" />
        <path d={anthers} className="stroke-stamen" strokeWidth="1.1" strokeLinecap="round" />
      </svg>
      <figcaption className="mt-3 flex justify-center gap-1.5 type-caption text-ink2">
        <b className="font-medium text-ink">{t('firstRun.plateNumber')}</b>
        <em>{t('firstRun.plateSpecies')}</em> {t('firstRun.plateName')}
      </figcaption>
    </figure>
  )
}
