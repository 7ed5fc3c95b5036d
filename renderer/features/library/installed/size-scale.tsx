import { useTranslation } from 'react-i18next'
import { formatFileSize } from '../../../i18n/format.ts'
import { ladderColumns } from './ladder-columns.ts'
import { axisPosition, type SizeAxis } from './size-axis.ts'
import type { SizeLimits } from './size-limits.ts'

/** Up to this tick the unit stands beside the figure; from there on it goes without saying. */
const unitTickBytes = 0.5e9

/** A power of two in GB without digits that nobody needs: 0.5 GB, 125 MB, 31 MB. */
const tickWords = (bytes: number): string =>
  formatFileSize(bytes)
    .replace(/\.\d+ MB$/, ' MB')
    .replace('500 MB', '0.5 GB')

/** The figures of the axis, above its column. */
export const SizeTicks = ({ axis }: { axis: SizeAxis }) => {
  return (
    <div aria-hidden className="relative h-4 type-side-figure tracking-[-0.02em] text-ink2 max-narrow:hidden">
      {axis.ticks.map(({ bytes, label }) => (
        <span
          key={label}
          className="absolute -translate-x-1/2 whitespace-nowrap first:translate-x-0 last:-translate-x-full"
          style={{ left: `${axisPosition(axis, bytes) * 100}%` }}
        >
          {bytes <= unitTickBytes ? tickWords(bytes) : label}
        </span>
      ))}
    </div>
  )
}

type Rule = { key: 'gpu' | 'ram' | 'both'; bytes: number }

const rulesOf = ({ alone, withCpuBytes }: SizeLimits): Rule[] => [
  ...(alone ? [{ key: alone.isGpu ? 'gpu' : 'ram', bytes: alone.bytes } as const] : []),
  ...(withCpuBytes === null ? [] : [{ key: 'both', bytes: withCpuBytes } as const]),
]

/** Lines through the list at the sizes up to which a file fits, each with its words at the foot. */
export const LimitRules = ({ axis, limits }: { axis: SizeAxis; limits: SizeLimits }) => {
  const { t } = useTranslation('library')
  const rules = rulesOf(limits).filter(({ bytes }) => bytes > axis.lowBytes && bytes < axis.highBytes)
  if (rules.length === 0) return null
  return (
    <div className={`pointer-events-none absolute inset-x-0 top-0 -bottom-7 z-10 max-narrow:hidden ${ladderColumns}`}>
      <div className="relative col-start-2">
        {rules.map(({ key, bytes }, index) => {
          const isOuter = index > 0 || (rules.length === 1 && axisPosition(axis, bytes) < 0.4)
          return (
            <div key={key} className="absolute inset-y-0" style={{ left: `${axisPosition(axis, bytes) * 100}%` }}>
              <span
                aria-hidden
                className={`absolute inset-y-0 border-l border-dotted ${key === 'both' ? 'border-clay' : 'border-ink2'}`}
              />
              <span
                className={`absolute bottom-0 font-serif text-[0.8125rem] leading-5 whitespace-nowrap italic ${isOuter ? 'left-1.5' : 'right-1.5'} ${key === 'both' ? 'text-clay' : 'text-ink2'}`}
              >
                {t(`limit.${key}`, { size: formatFileSize(bytes) })}
              </span>
            </div>
          )
        })}
      </div>
    </div>
  )
}
