import { useQuery } from '@tanstack/react-query'
import { Copy, FolderOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Model, ModelDetails } from '#contract/models.ts'
import { useProcedures } from '../../../data/client-context.tsx'
import { formatDate, formatFileSize } from '../../../i18n/format.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { useCopied } from '../../../ui/use-copied.ts'
import { useModelActions } from '../use-model-actions.ts'
import { ContentHash } from './content-hash.tsx'

const Path = ({ path, model, isFirst }: { path: string; model: Model; isFirst: boolean }) => {
  const { t } = useTranslation('details')
  const procedures = useProcedures()
  const info = useQuery(procedures.app.info.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  const { isCopied, copy } = useCopied()
  const { reveal } = useModelActions()
  return (
    <span className="flex items-start gap-1">
      <span className="min-w-0 flex-1 type-statistic break-all text-ink2">{path}</span>
      <IconButton icon={Copy} size="inline" label={t(isCopied ? 'copied' : 'files.copy')} onClick={() => copy(path)} />
      {isFirst && info.data?.canOpenFolders && (
        <IconButton icon={FolderOpen} size="inline" label={t('files.show')} onClick={() => void reveal(model.id)} />
      )}
    </span>
  )
}

/** Where a model's files lie, where they came from, and what their content hashes to. */
export const ModelFiles = ({ model, details }: { model: Model; details: ModelDetails | undefined }) => {
  const { t } = useTranslation('details')
  const files = details?.files ?? [{ path: model.path, sizeBytes: model.sizeBytes, isReachable: model.isReachable }]
  const source = details?.source
  return (
    <div className="flex flex-col gap-4">
      <ul className="flex flex-col gap-2">
        {files.map((file, index) => (
          <li key={file.path}>
            <Path path={file.path} model={model} isFirst={index === 0} />
            <span className="type-badge text-ink3">
              {formatFileSize(file.sizeBytes)}
              {!file.isReachable && <span className="text-clay"> · {t('notReachable')}</span>}
            </span>
          </li>
        ))}
      </ul>
      <div>
        <h4 className="mb-1 font-medium">{t('hash.title')}</h4>
        <ContentHash model={model} />
        {model.partCount > 1 && <p className="mt-1 type-badge text-ink3">{t('hash.ofFirst')}</p>}
      </div>
      {source && (
        <div>
          <h4 className="mb-1 font-medium">{t('fact.source')}</h4>
          <p className="text-ink2">{t(`source.${source.kind}`)}</p>
          <p className="type-statistic break-all text-ink2">{source.name}</p>
          {source.revision && <p className="type-statistic break-all text-ink3">{source.revision}</p>}
          {source.fetchedAtMs !== null && (
            <p className="type-badge text-ink3">{t('source.fetched', { date: formatDate(source.fetchedAtMs) })}</p>
          )}
        </div>
      )}
    </div>
  )
}
