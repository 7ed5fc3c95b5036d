import { FolderOpen, LayoutGrid, List } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { openGgufFile } from '../../../stores/interface.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Select } from '../../../ui/select.tsx'
import { libraryStore, useLibrary } from '../library-state.ts'
import { ladderSorts } from './ladder-sort.ts'

const layouts = [
  ['list', List],
  ['grid', LayoutGrid],
] as const

/** How the installed models are ordered and laid out, and the way to one more file. */
export const InstalledToolbar = () => {
  const { t } = useTranslation('library')
  const sort = useLibrary((state) => state.sort)
  const layout = useLibrary((state) => state.layout)
  return (
    <>
      <Select
        className="min-w-0!"
        label={t('sort.label')}
        value={sort}
        onChange={(next) => libraryStore.setState({ sort: next })}
        options={ladderSorts.map((value) => ({ value, label: t(`sort.${value}`) }))}
      />
      <span className="flex gap-0.5 rounded-control border border-edge bg-paper p-px">
        {layouts.map(([value, icon]) => (
          <IconButton
            key={value}
            icon={icon}
            label={t(`layout.${value}`)}
            aria-pressed={layout === value}
            onClick={() => libraryStore.setState({ layout: value })}
          />
        ))}
      </span>
      <IconButton icon={FolderOpen} size="bordered" label={t('openFile')} onClick={openGgufFile} />
    </>
  )
}
