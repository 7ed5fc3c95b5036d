import { classNames } from '../../../ui/class-names.ts'

type EnergyBarProps = { share: number; fill: string; className?: string }

/** A row's energy as a bar, the row with the most at its full width. The figure stands beside it. */
export const EnergyBar = ({ share, fill, className }: EnergyBarProps) => (
  <svg
    width="60"
    height="10"
    aria-hidden
    className={classNames('inline-block align-[-1px]', className)}
    preserveAspectRatio="none"
  >
    <path d="M0 9.5H60" className="stroke-rule" />
    <rect width={Math.max(share > 0 ? 1 : 0, share * 60)} height="10" fill={fill} />
  </svg>
)

/** The colour of a part, before its name. */
export const Swatch = ({ fill }: { fill: string | null }) => (
  <svg width="8" height="8" aria-hidden className="mr-2 inline-block shrink-0">
    {fill && <rect width="8" height="8" fill={fill} />}
  </svg>
)
