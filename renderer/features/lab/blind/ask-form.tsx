import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { Field, TextArea } from '../../../ui/field.tsx'

const longestPrompt = 20_000

type AskFormProps = {
  isFirst: boolean
  /** null: the next of the built-in questions. */
  onAsk: (prompt: string | null) => Promise<void>
}

/** What the two are asked next: a question of the reader's, or the next of the built-in ones. */
export const AskForm = ({ isFirst, onAsk }: AskFormProps) => {
  const { t } = useTranslation('blindTest')
  const [prompt, setPrompt] = useState('')
  const [isAsking, setIsAsking] = useState(false)
  const ask = async (asked: string | null) => {
    setIsAsking(true)
    await onAsk(asked)
    setIsAsking(false)
  }
  return (
    <form
      className="mt-4 flex max-w-2xl flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        void ask(prompt.trim())
      }}
    >
      <div className="flex flex-wrap items-center gap-3">
        <Button variant="primary" disabled={isAsking} onClick={() => void ask(null)}>
          {t(isFirst ? 'ask.first' : 'ask.next')}
        </Button>
        <span className="text-ink2">{t('ask.or')}</span>
      </div>
      <Field label={t('ask.own')}>
        <TextArea
          value={prompt}
          maxLength={longestPrompt}
          dir="auto"
          onChange={(event) => setPrompt(event.target.value)}
        />
      </Field>
      <div>
        <Button type="submit" disabled={isAsking || prompt.trim() === ''}>
          {t('ask.ask')}
        </Button>
      </div>
    </form>
  )
}
