import { classNames } from './class-names.ts'

const looks = {
  live: 'bg-gold outline outline-goldmark -outline-offset-1 rounded-full',
  idle: 'rounded-full border border-edge',
  /** A diamond: clay must not speak by its colour alone. */
  bad: 'bg-clay rotate-45 rounded-[1px]',
}

/** The state of something, 8 px, always beside its word. */
export const StatusDot = ({ state, className }: { state: keyof typeof looks; className?: string }) => (
  <span aria-hidden className={classNames('inline-block size-2 shrink-0', looks[state], className)} />
)
