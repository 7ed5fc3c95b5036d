import { type ReactNode, useState } from 'react'
import { Field, TextInput } from '../../../ui/field.tsx'

type ListFieldProps<T> = {
  label: string
  description?: ReactNode
  values: readonly T[]
  /** null where the text cannot be read. */
  parse: (text: string) => T[] | null
  write: (value: T) => string
  /** What is said of a text that cannot be read. */
  error: string
  onChange: (values: T[]) => void
  className?: string
}

/** Several values in one line of text, with commas between them. What cannot be read stays in the field, says why, and is not passed on. */
export const ListField = <T,>({
  label,
  description,
  values,
  parse,
  write,
  error,
  onChange,
  className,
}: ListFieldProps<T>) => {
  const writeAll = (all: readonly T[]) => all.map(write).join(', ')
  const written = writeAll(values)
  const [typed, setTyped] = useState<{ for: string; text: string } | null>(null)
  // Changed from elsewhere: what was typed before gives way.
  const text = typed?.for === written ? typed.text : written
  const isWrong = parse(text) === null
  return (
    <Field label={label} description={description} error={isWrong ? error : null}>
      <TextInput
        value={text}
        maxLength={1000}
        spellCheck={false}
        autoComplete="off"
        className={className ?? 'w-full'}
        onChange={(event) => {
          const next = event.currentTarget.value
          const parsed = parse(next)
          setTyped({ for: parsed === null ? written : writeAll(parsed), text: next })
          if (parsed !== null) onChange(parsed)
        }}
        onBlur={() => {
          if (!isWrong) setTyped(null)
        }}
      />
    </Field>
  )
}
