import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#contract/models.ts'
import { useClient, useProcedures } from '../../data/client-context.tsx'
import { problemOf, type ShownProblem } from '../../data/problem.ts'
import { interfaceStore, useInterface } from '../../stores/interface.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { showToast } from '../../ui/toast.tsx'
import { ChooseFiles } from './imports/choose-files.tsx'

const setOpen = (isOpenFileOpen: boolean) => interfaceStore.setState({ isOpenFileOpen })

const useAdded = () => {
  const client = useClient()
  const { t } = useTranslation('library')
  return async (model: Model) => {
    await client.models.choose({ modelId: model.id })
    showToast({ title: t('added', { name: model.name }), description: t('addedNext') })
    setOpen(false)
  }
}

/** For a browser: a file's path on the machine where Wattle runs, which need not be the one with the browser. */
const PathForm = () => {
  const { t } = useTranslation('library')
  const { t: tApp } = useTranslation('app')
  const client = useClient()
  const added = useAdded()
  const [path, setPath] = useState('')
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const [isBusy, setBusy] = useState(false)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    try {
      await added(await client.models.add({ path: path.trim() }))
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-3">
      <Field label={t('path.label')} description={t('path.description')}>
        <TextInput
          value={path}
          onChange={(event) => {
            setPath(event.target.value)
            // What was said was said of another path.
            setProblem(null)
          }}
          placeholder={t('path.placeholder')}
          spellCheck={false}
          autoComplete="off"
          className="font-mono"
        />
      </Field>
      {problem && <ProblemNotice problem={problem} />}
      <div className="flex justify-end gap-2">
        <Button onClick={() => setOpen(false)}>{tApp('common.cancel')}</Button>
        <Button type="submit" variant="primary" disabled={isBusy || path.trim() === ''}>
          {t('path.add')}
        </Button>
      </div>
    </form>
  )
}

/** For the desktop: the system's dialog at once, and this one only where the file was refused. */
const NativePicker = () => {
  const { t } = useTranslation('library')
  const client = useClient()
  const added = useAdded()
  const [problem, setProblem] = useState<ShownProblem | null>(null)

  const pick = async () => {
    setProblem(null)
    try {
      const model = await client.models.pick()
      if (model) await added(model)
      else setOpen(false)
    } catch (error) {
      setProblem(problemOf(error))
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the dialog opens once for each time this is mounted.
  useEffect(() => {
    void pick()
  }, [])

  if (!problem) return null
  return (
    <Dialog open onOpenChange={setOpen} title={t('openFileTitle')}>
      <ProblemNotice
        problem={problem}
        actions={
          <Button variant="primary" onClick={() => void pick()}>
            {t('pickAnother')}
          </Button>
        }
      />
    </Dialog>
  )
}

/** The way to a GGUF file, wherever it was asked for. */
export const OpenFileDialog = () => {
  const { t } = useTranslation('library')
  const procedures = useProcedures()
  const isOpen = useInterface((state) => state.isOpenFileOpen)
  const info = useQuery(procedures.app.info.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  if (isOpen && info.data?.canPickFiles) return <NativePicker />
  return (
    <Dialog open={isOpen} onOpenChange={setOpen} title={t('openFileTitle')} description={t('path.where')}>
      <PathForm />
      <ChooseFiles onChosen={() => setOpen(false)} />
    </Dialog>
  )
}
