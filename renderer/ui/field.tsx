import { Field as BaseField } from '@base-ui/react/field'
import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** The outline of everything that can be typed into. */
const fieldOutline =
  'rounded-control border border-edge bg-paper px-2.5 type-interface text-ink transition-colors duration-120 hover:border-ink3 focus:outline-2 focus:outline-offset-1 focus:outline-goldmark data-[invalid]:border-clay disabled:opacity-60'

type FieldProps = {
  label: string
  description?: ReactNode
  error?: string | null
  isLabelHidden?: boolean
  children: ReactNode
  className?: string
}

/** A label, its control, what it does, and what is wrong with it. The parts are tied together for screen readers. */
export const Field = ({ label, description, error, isLabelHidden, children, className }: FieldProps) => (
  <BaseField.Root invalid={Boolean(error)} className={classNames('flex flex-col gap-1', className)}>
    <BaseField.Label className={isLabelHidden ? 'sr-only' : 'font-medium'}>{label}</BaseField.Label>
    {children}
    {description && <BaseField.Description className="type-secondary text-ink2">{description}</BaseField.Description>}
    <BaseField.Error match={Boolean(error)} className="flex items-start gap-1.5 type-secondary text-clay">
      <span aria-hidden className="mt-1 size-2 shrink-0 rotate-45 rounded-[1px] bg-clay" />
      {error}
    </BaseField.Error>
  </BaseField.Root>
)

/** A line of text inside a Field. */
export const TextInput = ({
  className,
  ...props
}: ComponentProps<typeof BaseField.Control> & { className?: string }) => (
  <BaseField.Control {...props} className={classNames(fieldOutline, 'h-8', className)} />
)

/** Lines of text inside a Field. */
export const TextArea = ({ className, ...props }: ComponentProps<'textarea'>) => (
  <BaseField.Control
    render={<textarea {...props} />}
    className={classNames(fieldOutline, 'min-h-20 resize-y py-1.5', className)}
  />
)
