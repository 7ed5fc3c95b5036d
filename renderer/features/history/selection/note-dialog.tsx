import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabRun, LabRunSummary } from '#contract/lab/run.ts'
import { useClient, useProcedures } from '../../../data/client-context.tsx'
import { problemOf } from '../../../data/problem.ts'
import { areTagsRefused, longestTag, mostTags, tagsOf } from '../../../data/tag-text.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field, TextArea, TextInput } from '../../../ui/field.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { reportProblem } from '../../../ui/report-problem.ts'
import { choose } from '../history-state.ts'

type NoteDialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  runs: readonly LabRunSummary[]
}

type FormProps = { isRefused: boolean; onSave: () => Promise<void>; children: React.ReactNode }

const Form = ({ isRefused, onSave, children }: FormProps) => {
  const { t } = useTranslation('history')
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        void onSave().catch(reportProblem)
      }}
    >
      {children}
      <div className="flex justify-end">
        <Button type="submit" variant="primary" disabled={isRefused}>
          {t('note.save')}
        </Button>
      </div>
    </form>
  )
}

type TagFieldProps = { label: string; value: string; isRefused: boolean; onChange: (value: string) => void }

const TagField = ({ label, value, isRefused, onChange }: TagFieldProps) => {
  const { t } = useTranslation('history')
  return (
    <Field
      label={label}
      description={t('note.tagsHint')}
      error={isRefused ? t('note.tagsRefused', { most: mostTags, longest: longestTag }) : null}
    >
      <TextInput value={value} onChange={(event) => onChange(event.target.value)} />
    </Field>
  )
}

const NotesOfOne = ({ run, onDone }: { run: LabRun; onDone: () => void }) => {
  const { t } = useTranslation('history')
  const client = useClient()
  const [name, setName] = useState(run.name)
  const [tags, setTags] = useState(run.tags.join(', '))
  const [notes, setNotes] = useState(run.notes)
  const isRefused = areTagsRefused(tagsOf(tags))
  const save = async () => {
    choose([await client.lab.annotate({ runId: run.id, name: name.trim(), tags: tagsOf(tags), notes })])
    onDone()
  }
  return (
    <Form isRefused={isRefused || name.trim() === ''} onSave={save}>
      <Field label={t('note.name')} error={name.trim() === '' ? t('note.nameMissing') : null}>
        <TextInput value={name} maxLength={200} dir="auto" onChange={(event) => setName(event.target.value)} />
      </Field>
      <TagField label={t('note.tags')} value={tags} isRefused={isRefused} onChange={setTags} />
      <Field label={t('note.notes')}>
        <TextArea value={notes} maxLength={100_000} dir="auto" onChange={(event) => setNotes(event.target.value)} />
      </Field>
    </Form>
  )
}

const LoadedNotes = ({ runId, onDone }: { runId: string; onDone: () => void }) => {
  const procedures = useProcedures()
  const { data, error } = useQuery(procedures.lab.run.queryOptions({ input: { runId }, retry: false, gcTime: 0 }))
  if (error) return <ProblemNotice problem={problemOf(error)} />
  return data ? <NotesOfOne run={data} onDone={onDone} /> : null
}

const TagsOfMany = ({ runs, onDone }: { runs: readonly LabRunSummary[]; onDone: () => void }) => {
  const { t } = useTranslation('history')
  const client = useClient()
  const all = [...new Set(runs.flatMap(({ tags }) => tags))]
  const [added, setAdded] = useState('')
  const [removed, setRemoved] = useState('')
  const [toAdd, toRemove] = [tagsOf(added), new Set(tagsOf(removed))]
  const after = ({ tags }: LabRunSummary) => [...new Set([...tags.filter((tag) => !toRemove.has(tag)), ...toAdd])]
  const isRefused = runs.some((run) => areTagsRefused(after(run)))
  const save = async () => {
    for (const run of runs) choose([await client.lab.annotate({ runId: run.id, tags: after(run) })])
    onDone()
  }
  return (
    <Form isRefused={isRefused || (toAdd.length === 0 && toRemove.size === 0)} onSave={save}>
      <TagField label={t('note.add')} value={added} isRefused={isRefused} onChange={setAdded} />
      <Field
        label={t('note.remove')}
        description={all.length > 0 ? t('note.have', { tags: all.join(', ') }) : t('note.haveNone')}
      >
        <TextInput value={removed} onChange={(event) => setRemoved(event.target.value)} />
      </Field>
    </Form>
  )
}

/** The name, the tags and the notes of one run, or the tags of several. */
export const NoteDialog = ({ open, onOpenChange, runs }: NoteDialogProps) => {
  const { t } = useTranslation('history')
  const [only] = runs
  const isOne = runs.length === 1 && only !== undefined
  const done = () => onOpenChange(false)
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={isOne ? t('note.title') : t('note.titleMany', { count: runs.length })}
    >
      {isOne ? <LoadedNotes runId={only.id} onDone={done} /> : <TagsOfMany runs={runs} onDone={done} />}
    </Dialog>
  )
}
