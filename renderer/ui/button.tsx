import { Button as BaseButton } from '@base-ui/react/button'
import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'

const base =
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-control whitespace-nowrap type-interface transition-colors duration-120 disabled:text-ink3 disabled:opacity-60 data-[disabled]:text-ink3'

const variants = {
  /** The one thing to do here. */
  primary:
    'border border-ink bg-ink text-paper hover:bg-ink2 hover:border-ink2 data-[disabled]:bg-sunk data-[disabled]:border-rule2',
  secondary: 'border border-edge bg-paper text-ink hover:bg-sel',
  /** Text with a rule under it. */
  text: 'px-1! text-ink underline decoration-edge decoration-1 underline-offset-[3px] hover:decoration-ink',
  danger: 'border border-clay bg-paper text-clay hover:bg-claywash',
}

const sizes = { normal: 'h-8 px-3', compact: 'h-7 px-2.5', inline: 'h-6 px-2 type-secondary!' }

type ButtonProps = Omit<ComponentProps<typeof BaseButton>, 'className'> & {
  variant?: keyof typeof variants
  size?: keyof typeof sizes
  className?: string
}

/** A button with words. */
export const Button = ({ variant = 'secondary', size = 'normal', className, ...props }: ButtonProps) => (
  <BaseButton {...props} className={classNames(base, sizes[size], variants[variant], className)} />
)
