import { CircleAlert, Ellipsis, FolderMinus, HardDrive, Plus, RefreshCw, Unplug } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { DetectedFolder, LibraryFolder } from '#contract/folders.ts'
import { formatFileSize } from '../../../i18n/format.ts'
import { useFoldersState } from '../../../stores/stores.tsx'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu, MenuItem } from '../../../ui/menu.tsx'
import { SmallCaps } from '../../../ui/small-caps.tsx'
import { libraryPath, parseLibraryPlace } from '../library-place.ts'
import { toggleValue, useLibrary } from '../library-state.ts'
import { folderName } from './folder-name.ts'
import { useFolderActions } from './use-folder-actions.ts'

/** What is to be said of a folder beside its size; null where all is well. */
const FolderNote = ({ folder }: { folder: LibraryFolder }) => {
  const { t } = useTranslation('folders')
  const { t: tErrors } = useTranslation('errors')
  if (folder.problem)
    return <span className="text-clay">{tErrors(`${folder.problem.code}.what`, folder.problem.params)}</span>
  if (!folder.isReachable) return <span className="text-ink3">{t('unreachable')}</span>
  if (folder.isScanning) return <span className="text-goldink">{t('scanning')}</span>
  return null
}

const FolderRow = ({ folder }: { folder: LibraryFolder }) => {
  const { t } = useTranslation('folders')
  const [path, navigate] = useLocation()
  const { view } = parseLibraryPlace(path)
  const actions = useFolderActions()
  const isPressed = useLibrary((state) => state.filter.folder.includes(folder.id))
  const name = folderName(folder, t)
  const Icon = folder.problem ? CircleAlert : folder.isReachable ? HardDrive : Unplug
  const hasNote = folder.problem !== null || !folder.isReachable || folder.isScanning
  return (
    <li className={classNames('group/row relative flex items-center rounded-chip hover:bg-sel', isPressed && 'bg-sel')}>
      <button
        type="button"
        aria-pressed={isPressed}
        title={folder.path}
        onClick={() => {
          toggleValue('folder', folder.id)
          if (view !== 'installed') navigate(libraryPath('installed'))
        }}
        className={classNames(
          'flex min-h-7 min-w-0 flex-1 items-center gap-2 rounded-chip py-1 pl-2 text-left focus-visible:-outline-offset-2',
          isPressed ? 'font-medium text-ink' : 'text-ink2',
        )}
      >
        <Icon size={16} strokeWidth={1.5} aria-hidden className={folder.problem ? 'text-clay' : 'text-ink3'} />
        <span className={classNames('min-w-0 flex-1', !folder.isReachable && 'text-ink3')}>
          <span className="block truncate">{name}</span>
          {hasNote && (
            <span className="block truncate type-badge font-normal">
              <FolderNote folder={folder} />
            </span>
          )}
        </span>
        <span className="pr-2 type-side-figure font-normal text-ink3 group-focus-within/row:opacity-0 group-hover/row:opacity-0">
          {formatFileSize(folder.sizeBytes)}
        </span>
      </button>
      <span className="absolute right-0.5 opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 has-[[data-popup-open]]:opacity-100">
        <Menu trigger={<IconButton icon={Ellipsis} size="inline" label={t('moreOf', { name })} />}>
          <p className="max-w-80 px-2.5 py-1 type-secondary break-all text-ink2">{folder.path}</p>
          <p className="px-2.5 pb-1.5 type-secondary text-ink3">{t('models', { count: folder.modelCount })}</p>
          <MenuItem icon={RefreshCw} onSelect={() => void actions.rescan()}>
            {t('rescan')}
          </MenuItem>
          {folder.kind !== 'own' && (
            <MenuItem icon={FolderMinus} onSelect={() => void actions.remove(folder)}>
              {t('remove')}
            </MenuItem>
          )}
        </Menu>
      </span>
    </li>
  )
}

const DetectedRow = ({ folder }: { folder: DetectedFolder }) => {
  const { t } = useTranslation('folders')
  const { addDetected } = useFolderActions()
  const name = folderName(folder, t)
  return (
    <li className="flex items-center gap-2 py-1 pr-1 pl-2" title={folder.path}>
      <span className="min-w-0 flex-1">
        <span className="block truncate text-ink2">{name}</span>
        <span className="block truncate type-badge text-ink3">
          {t('models', { count: folder.modelCount })} · {formatFileSize(folder.sizeBytes)}
        </span>
      </span>
      <Button size="inline" aria-label={t('addNamed', { name })} onClick={() => void addDetected(folder)}>
        <Plus size={12} strokeWidth={1.5} aria-hidden />
        {t('addIt')}
      </Button>
    </li>
  )
}

/** The folders that the library reads, and those of other programs that it could read. */
export const FolderList = () => {
  const { t } = useTranslation('folders')
  const state = useFoldersState((folders) => folders)
  if (!state || (state.folders.length === 0 && state.detected.length === 0)) return null
  return (
    <section aria-labelledby="library-folders">
      <div className="px-2 pt-3 pb-1">
        <SmallCaps as="h2" id="library-folders">
          {t('title')}
        </SmallCaps>
      </div>
      <ul>
        {state.folders.map((folder) => (
          <FolderRow key={folder.id} folder={folder} />
        ))}
      </ul>
      {state.detected.length > 0 && (
        <>
          <p className="px-2 pt-2 type-secondary text-ink3">{t('detected')}</p>
          <ul>
            {state.detected.map((folder) => (
              <DetectedRow key={folder.id} folder={folder} />
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
