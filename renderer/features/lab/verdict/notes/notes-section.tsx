import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabRun } from '#contract/lab/run.ts'
import { useClient, useProcedures } from '../../../../data/client-context.tsx'
import { areTagsRefused, longestTag, mostTags, tagsOf } from '../../../../data/tag-text.ts'
import { Button } from '../../../../ui/button.tsx'
import { Disclosure } from '../../../../ui/disclosure.tsx'
import { Field, TextArea, TextInput } from '../../../../ui/field.tsx'
import { reportProblem } from '../../../../ui/report-problem.ts'

/** What the reader calls a run, and what they note of it. */
export const NotesSection = ({ run }: { run: LabRun }) => {
  const { t } = useTranslation('labVerdict')
  const client = useClient()
  const procedures = useProcedures()
  const queries = useQueryClient()
  const [name, setName] = useState(run.name)
  const [tags, setTags] = useState(run.tags.join(', '))
  const [notes, setNotes] = useState(run.notes)
  const wanted = { name: name.trim(), tags: tagsOf(tags), notes }
  const isChanged =
    wanted.name !== run.name || wanted.notes !== run.notes || wanted.tags.join('\n') !== run.tags.join('\n')
  const isTagRefused = areTagsRefused(wanted.tags)
  const save = async () => {
    try {
      const summary = await client.lab.annotate({ runId: run.id, ...wanted })
      queries.setQueryData(procedures.lab.run.queryKey({ input: { runId: run.id } }), (known) =>
        known ? { ...known, ...summary, notes } : undefined,
      )
    } catch (error) {
      reportProblem(error)
    }
  }
  return (
    <Disclosure title={t('notes.title')} note={[...run.tags, ...(run.hasNotes ? [t('notes.has')] : [])].join(' · ')}>
      <form
        className="flex max-w-2xl flex-col gap-3 pt-1"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field label={t('notes.name')} error={wanted.name === '' ? t('notes.nameMissing') : null}>
          <TextInput value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field
          label={t('notes.tags')}
          description={t('notes.tagsHint')}
          error={isTagRefused ? t('notes.tagsRefused', { most: mostTags, longest: longestTag }) : null}
        >
          <TextInput value={tags} onChange={(event) => setTags(event.target.value)} />
        </Field>
        <Field label={t('notes.notes')}>
          <TextArea value={notes} maxLength={100_000} onChange={(event) => setNotes(event.target.value)} />
        </Field>
        <div>
          <Button type="submit" disabled={!isChanged || wanted.name === '' || isTagRefused}>
            {t('notes.save')}
          </Button>
        </div>
      </form>
    </Disclosure>
  )
}
