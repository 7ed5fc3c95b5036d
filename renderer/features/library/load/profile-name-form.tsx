import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf, type ShownProblem } from '../../../data/problem.ts'
import { Button } from '../../../ui/button.tsx'
import { Field, TextInput } from '../../../ui/field.tsx'

type ProfileNameFormProps = {
  name: string
  /** Rejects with what went wrong. */
  save: (name: string) => Promise<void>
  onDone: () => void
}

/** The name of a profile, asked for where the profile is chosen. Escape puts it away without closing what it stands in. */
export const ProfileNameForm = ({ name: before, save, onDone }: ProfileNameFormProps) => {
  const { t } = useTranslation('picker')
  const { t: tApp } = useTranslation('app')
  const { t: tErrors } = useTranslation('errors')
  const [name, setName] = useState(before)
  const [problem, setProblem] = useState<ShownProblem | null>(null)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    try {
      await save(name.trim())
      onDone()
    } catch (error) {
      setProblem(problemOf(error))
    }
  }

  return (
    <form
      className="flex flex-1 items-start gap-2"
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onDone()
      }}
    >
      <Field
        className="min-w-0 flex-1"
        label={t('profile.name')}
        isLabelHidden
        error={
          problem &&
          `${tErrors(`${problem.code}.what`, problem.params)}. ${tErrors(`${problem.code}.next`, problem.params)}`
        }
      >
        <TextInput
          autoFocus
          className="h-7!"
          value={name}
          maxLength={80}
          placeholder={t('profile.name')}
          autoComplete="off"
          onChange={(event) => {
            setName(event.target.value)
            setProblem(null)
          }}
        />
      </Field>
      <Button type="submit" size="compact" variant="primary" disabled={name.trim() === ''}>
        {t('profile.save')}
      </Button>
      <Button size="compact" onClick={onDone}>
        {tApp('common.cancel')}
      </Button>
    </form>
  )
}
