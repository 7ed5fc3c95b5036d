import { X } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#contract/models.ts'
import { Field, TextArea } from '../../../ui/field.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { SmallCaps } from '../../../ui/small-caps.tsx'
import { useDraft } from '../../../ui/use-draft.ts'
import { useModelActions } from '../use-model-actions.ts'

const longestTag = 40
const mostTags = 50

/** The user's own words to sort models by. */
const Tags = ({ model }: { model: Model }) => {
  const { t } = useTranslation('details')
  const { annotate } = useModelActions()
  const [text, setText] = useState('')
  const save = (tags: string[]) => void annotate(model.id, { tags })
  const add = () => {
    const tag = text.trim()
    setText('')
    if (tag !== '' && !model.tags.includes(tag)) save([...model.tags, tag])
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault()
      add()
    } else if (event.key === 'Backspace' && text === '' && model.tags.length > 0) {
      event.preventDefault()
      save(model.tags.slice(0, -1))
    }
  }
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-1 rounded-control border border-edge bg-paper p-1 has-[input:focus]:outline-2 has-[input:focus]:outline-offset-1 has-[input:focus]:outline-goldmark">
      {model.tags.map((tag) => (
        <span
          key={tag}
          className="flex h-6 max-w-full items-center gap-0.5 rounded-chip border border-rule2 pl-1.5 type-secondary"
        >
          <span className="truncate" dir="auto">
            {tag}
          </span>
          <IconButton
            icon={X}
            size="inline"
            label={t('tags.removeNamed', { tag })}
            onClick={() => save(model.tags.filter((other) => other !== tag))}
          />
        </span>
      ))}
      {model.tags.length < mostTags && (
        <input
          value={text}
          maxLength={longestTag}
          aria-label={t('tags.add')}
          placeholder={model.tags.length === 0 ? t('tags.add') : undefined}
          className="h-6 min-w-16 flex-1 bg-transparent px-1 outline-none"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={add}
        />
      )}
    </div>
  )
}

/** What the user keeps about a model: notes, saved as they are written, and tags. Give it the model's id as `key`. */
export const ModelNotes = ({ model, notes }: { model: Model; notes: string }) => {
  const { t } = useTranslation('details')
  const { annotate } = useModelActions()
  const draft = useDraft(
    notes,
    (value) => void annotate(model.id, { notes: value }),
    () => true,
  )
  return (
    <section aria-label={t('own.title')} className="mt-6 flex flex-col gap-2">
      <SmallCaps as="h3">{t('own.title')}</SmallCaps>
      <Field label={t('own.notes')} isLabelHidden>
        <TextArea
          value={draft.value}
          rows={3}
          maxLength={100_000}
          dir="auto"
          placeholder={t('own.placeholder')}
          onChange={(event) => draft.change(event.currentTarget.value)}
        />
      </Field>
      <Tags model={model} />
    </section>
  )
}
