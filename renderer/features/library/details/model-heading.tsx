import { Pencil, Star } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model, ModelDetails } from '#contract/models.ts'
import { formatContextTick } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { Field, TextInput } from '../../../ui/field.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { useModelActions } from '../use-model-actions.ts'

type RenameProps = { model: Model; originalName: string | undefined; onDone: () => void }

const RenameForm = ({ model, originalName, onDone }: RenameProps) => {
  const { t } = useTranslation('details')
  const { annotate } = useModelActions()
  const [name, setName] = useState(model.name)
  const save = (next: string | null) => {
    onDone()
    if (next !== model.name) void annotate(model.id, { name: next })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const next = name.trim()
    // An empty name is the wish for the file's own.
    save(next === '' || next === originalName ? null : next)
  }
  return (
    <form
      onSubmit={submit}
      className="mt-1 flex flex-col gap-2"
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation()
          onDone()
        }
      }}
    >
      <Field label={t('name.label')} isLabelHidden>
        <TextInput
          autoFocus
          // Another name is typed in its place at once; an arrow key goes into it.
          onFocus={(event) => event.target.select()}
          value={name}
          maxLength={200}
          placeholder={originalName}
          dir="auto"
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <span className="flex flex-wrap gap-2">
        <Button type="submit" size="inline" variant="primary">
          {t('name.save')}
        </Button>
        {originalName !== undefined && originalName !== model.name && (
          <Button size="inline" onClick={() => save(null)}>
            {t('name.original')}
          </Button>
        )}
        <Button size="inline" variant="text" onClick={onDone}>
          {t('name.cancel')}
        </Button>
      </span>
    </form>
  )
}

/** A model's name, with the ways to change it and to mark it, and what it is in a sentence. */
export const ModelHeading = ({ model, details }: { model: Model; details: ModelDetails | undefined }) => {
  const { t } = useTranslation('details')
  const { annotate } = useModelActions()
  const [isRenaming, setRenaming] = useState(false)
  const { publisher, architecture, layerCount, trainedContextTokens } = model
  const sentence = [
    publisher === null ? t('sentence.kind', { architecture }) : t('sentence.kindBy', { architecture, publisher }),
    layerCount === null ? null : t('sentence.layers', { count: layerCount }),
    trainedContextTokens === null ? null : t('sentence.context', { length: formatContextTick(trainedContextTokens) }),
    details?.expertCount
      ? t('sentence.experts', { count: details.expertCount, used: details.expertUsedCount ?? details.expertCount })
      : null,
  ]
  return (
    <>
      {isRenaming ? (
        <RenameForm model={model} originalName={details?.originalName} onDone={() => setRenaming(false)} />
      ) : (
        <div className="mt-1 flex items-start gap-1">
          <h2 className="min-w-0 flex-1 font-serif text-2xl leading-7 tracking-[-0.01em] break-words" dir="auto">
            {model.name}
          </h2>
          <IconButton icon={Pencil} label={t('name.change')} onClick={() => setRenaming(true)} />
          <IconButton
            icon={Star}
            label={t('favourite')}
            aria-pressed={model.isFavourite}
            onClick={() => void annotate(model.id, { isFavourite: !model.isFavourite })}
            className={classNames(model.isFavourite && '[&>svg]:fill-ink')}
          />
        </div>
      )}
      <p className="mt-2 text-ink2">{sentence.filter(Boolean).join(', ')}.</p>
    </>
  )
}
