import { useQuery } from '@tanstack/react-query'
import { FolderPlus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient, useProcedures } from '../../../data/client-context.tsx'
import { problemOf, type ShownProblem } from '../../../data/problem.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field, TextInput } from '../../../ui/field.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { useFolderActions } from './use-folder-actions.ts'

type PathFormProps = {
  problem: ShownProblem | null
  onProblem: (problem: ShownProblem | null) => void
  onDone: () => void
}

/** For a browser: a folder's path on the machine where Wattle runs. */
const PathForm = ({ problem, onProblem, onDone }: PathFormProps) => {
  const { t } = useTranslation('folders')
  const { t: tApp } = useTranslation('app')
  const client = useClient()
  const actions = useFolderActions()
  const [path, setPath] = useState('')
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    onProblem(null)
    try {
      actions.added(await client.folders.add({ path: path.trim() }))
      onDone()
    } catch (error) {
      onProblem(problemOf(error))
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
            onProblem(null)
          }}
          placeholder={t('path.placeholder')}
          spellCheck={false}
          autoComplete="off"
          className="font-mono"
        />
      </Field>
      {problem && <ProblemNotice problem={problem} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>{tApp('common.cancel')}</Button>
        <Button type="submit" variant="primary" disabled={isBusy || path.trim() === ''}>
          {t('path.add')}
        </Button>
      </div>
    </form>
  )
}

/** The button that adds a folder: by the system's dialog where the shell has one, else by its path. */
export const AddFolder = () => {
  const { t } = useTranslation('folders')
  const client = useClient()
  const procedures = useProcedures()
  const actions = useFolderActions()
  const info = useQuery(procedures.app.info.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  const [isOpen, setOpen] = useState(false)
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const canPick = info.data?.canPickFiles ?? false

  const pick = async () => {
    setProblem(null)
    try {
      const folder = await client.folders.pick()
      setOpen(false)
      if (folder) actions.added(folder)
    } catch (error) {
      setProblem(problemOf(error))
      setOpen(true)
    }
  }

  return (
    <>
      <IconButton
        icon={FolderPlus}
        size="bordered"
        label={t('add')}
        onClick={() => {
          setProblem(null)
          if (canPick) void pick()
          else setOpen(true)
        }}
      />
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title={t('addTitle')}
        description={canPick ? undefined : t('path.where')}
      >
        {canPick && problem ? (
          <ProblemNotice
            problem={problem}
            actions={
              <Button variant="primary" onClick={() => void pick()}>
                {t('pickAnother')}
              </Button>
            }
          />
        ) : (
          <PathForm problem={problem} onProblem={setProblem} onDone={() => setOpen(false)} />
        )}
      </Dialog>
    </>
  )
}
