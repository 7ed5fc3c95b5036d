import { useQuery } from '@tanstack/react-query'
import { Ellipsis, FolderOpen, Hammer, LogOut, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#contract/models.ts'
import { useProcedures } from '../../../data/client-context.tsx'
import { isAbort, problemOf, type ShownProblem } from '../../../data/problem.ts'
import { openModelPicker, openQuantize } from '../../../stores/interface.ts'
import { useEngineState } from '../../../stores/stores.tsx'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu, MenuItem } from '../../../ui/menu.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import { useModelActions } from '../use-model-actions.ts'

/** The one thing to do with a model next: use it, load it, or free its memory. */
const NextStep = ({
  model,
  isChosen,
  onProblem,
}: {
  model: Model
  isChosen: boolean
  onProblem: (problem: ShownProblem | null) => void
}) => {
  const { t } = useTranslation('details')
  const actions = useModelActions()
  const isLoaded = useEngineState((state) => state.loaded?.modelId === model.id)
  const progress = useEngineState((state) =>
    state.modelId === model.id && state.phase === 'loading' ? (state.loadProgress ?? 0) : null,
  )
  const load = () => {
    onProblem(null)
    actions.load(model.id).catch((error: unknown) => {
      if (!isAbort(error)) onProblem(problemOf(error))
    })
  }
  if (progress != null) {
    return (
      <span className="flex h-8 items-center gap-3 text-goldink">
        {t('action.loading')}
        <ProgressBar value={progress} label={t('action.loading')} className="w-28" />
      </span>
    )
  }
  if (isLoaded) return <Button onClick={() => void actions.unload(model.id)}>{t('action.unload')}</Button>
  if (isChosen) {
    return (
      <Button variant="primary" disabled={!model.isReachable} onClick={load}>
        {t(model.fit.verdict === 'wont-fit' ? 'action.loadAnyway' : 'action.load')}
      </Button>
    )
  }
  return (
    <Button variant="primary" disabled={!model.isReachable} onClick={() => void actions.choose(model.id)}>
      {t('action.use', { quantization: model.quantization })}
    </Button>
  )
}

/** What can be done with a model. */
export const ModelActions = ({ model, isChosen }: { model: Model; isChosen: boolean }) => {
  const { t } = useTranslation('details')
  const procedures = useProcedures()
  const info = useQuery(procedures.app.info.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  const actions = useModelActions()
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const trash = () => {
    setProblem(null)
    actions.moveToTrash(model).catch((error: unknown) => setProblem(problemOf(error)))
  }
  return (
    <>
      <div className="mt-5 flex flex-wrap items-center gap-3">
        <NextStep model={model} isChosen={isChosen} onProblem={setProblem} />
        {isChosen && <Button onClick={openModelPicker}>{t('action.options')}</Button>}
        <Menu trigger={<IconButton icon={Ellipsis} size="bordered" label={t('action.more')} />}>
          <MenuItem icon={Hammer} disabled={!model.isReachable} onSelect={() => openQuantize(model.id)}>
            {t('action.quantize')}
          </MenuItem>
          {info.data?.canOpenFolders && (
            <MenuItem icon={FolderOpen} onSelect={() => void actions.reveal(model.id)}>
              {t('files.show')}
            </MenuItem>
          )}
          <MenuItem icon={LogOut} onSelect={() => void actions.remove(model)}>
            {t('action.remove')}
          </MenuItem>
          <MenuItem icon={Trash2} danger onSelect={trash}>
            {t('action.trash')}
          </MenuItem>
        </Menu>
      </div>
      {problem && <ProblemNotice problem={problem} className="mt-4" />}
    </>
  )
}
