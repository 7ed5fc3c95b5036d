import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { classNames } from '../../../ui/class-names.ts'

const base =
  'flex h-7 w-full items-center gap-2 rounded-chip px-2 text-left hover:bg-sel focus-visible:-outline-offset-2'
const look = (isCurrent: boolean) => classNames(base, isCurrent ? 'bg-sel font-medium text-ink' : 'text-ink2')

type InsideProps = { icon?: LucideIcon; children: ReactNode; figure?: ReactNode }

const Inside = ({ icon: Icon, children, figure }: InsideProps) => (
  <>
    {Icon && <Icon size={16} strokeWidth={1.5} aria-hidden className="shrink-0 text-ink3" />}
    <span className="min-w-0 flex-1 truncate">{children}</span>
    {figure !== undefined && <span className="type-side-figure font-normal text-ink3">{figure}</span>}
  </>
)

/** A line of the contents column that leads somewhere. */
export const ContentsLink = ({ href, isCurrent, ...inside }: InsideProps & { href: string; isCurrent: boolean }) => (
  <Link href={href} aria-current={isCurrent ? 'page' : undefined} className={look(isCurrent)}>
    <Inside {...inside} />
  </Link>
)

/** A line of the contents column that narrows the list while it is pressed. */
export const ContentsToggle = ({
  isPressed,
  onToggle,
  ...inside
}: InsideProps & { isPressed: boolean; onToggle: () => void }) => (
  <button type="button" aria-pressed={isPressed} onClick={onToggle} className={look(isPressed)}>
    <Inside {...inside} />
  </button>
)
