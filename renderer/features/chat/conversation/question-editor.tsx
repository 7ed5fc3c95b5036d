import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { questionMaxLength } from '#contract/chat.ts'
import { problemOf, type ShownProblem } from '../../../data/problem.ts'
import { Button } from '../../../ui/button.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'

type QuestionEditorProps = { text: string; onCancel: () => void; onSave: (text: string) => Promise<void> }

/** Changes a question in its place. Enter asks it, Escape leaves it as it was. */
export const QuestionEditor = ({ text, onCancel, onSave }: QuestionEditorProps) => {
  const { t } = useTranslation('chat')
  const [draft, setDraft] = useState(text)
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    field.current?.focus()
    field.current?.setSelectionRange(text.length, text.length)
  }, [text])
  const canSave = draft.trim() !== ''
  const save = () => {
    if (canSave) onSave(draft).catch((error: unknown) => setProblem(problemOf(error)))
  }
  return (
    <form
      className="rounded-card border border-edge bg-raise has-[textarea:focus]:outline-2 has-[textarea:focus]:outline-offset-1 has-[textarea:focus]:outline-goldmark"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <textarea
        ref={field}
        value={draft}
        maxLength={questionMaxLength}
        aria-label={t('edit.label')}
        dir="auto"
        rows={2}
        className="field-sizing-content max-h-[40vh] min-h-16 w-full resize-none bg-transparent px-4 pt-2.5 type-prose italic outline-none"
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Escape') {
            event.preventDefault()
            onCancel()
          } else if (event.key === 'Enter' && !event.shiftKey) {
            event.preventDefault()
            save()
          }
        }}
      />
      <div className="flex items-center justify-end gap-2 px-2 pb-2">
        <span className="mr-auto pl-2 type-secondary text-ink3">{t('edit.note')}</span>
        <Button size="compact" onClick={onCancel}>
          {t('edit.cancel')}
        </Button>
        <Button size="compact" variant="primary" type="submit" disabled={!canSave}>
          {t('edit.save')}
        </Button>
      </div>
      {problem && <ProblemNotice problem={problem} className="mx-4 mb-3" />}
    </form>
  )
}
