import { Copy, Ellipsis, FileSpreadsheet, Image, PenTool } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../icon-button.tsx'
import { Menu, MenuItem } from '../menu.tsx'
import { showToast } from '../toast.tsx'
import { type DataTable, toCsv, toTabbed } from './data-table.ts'
import { savePicture } from './picture/save-picture.ts'
import type { PictureCaption } from './picture/self-contained-svg.ts'
import { saveText } from './save-file.ts'

type ChartMenuProps = {
  caption: PictureCaption
  data: () => DataTable
  /** The picture; null while the table is shown in its place. */
  svg: SVGSVGElement | null
  /** Without an ending. */
  fileName: string
}

/** What can be taken from a chart: its data and its picture. */
export const ChartMenu = ({ caption, data, svg, fileName }: ChartMenuProps) => {
  const { t } = useTranslation('chart')
  const copy = () =>
    navigator.clipboard.writeText(toTabbed(data())).then(
      () => showToast({ title: t('copied') }),
      () => showToast({ title: t('copyFailed'), isProblem: true }),
    )
  const save = (kind: 'svg' | 'png') => {
    if (svg) savePicture(svg, { kind, caption, fileName }, t('pictureFailed'))
  }
  return (
    <Menu trigger={<IconButton size="inline" icon={Ellipsis} label={t('menu', { figure: caption.number })} />}>
      <MenuItem icon={Copy} onSelect={() => void copy()}>
        {t('copy')}
      </MenuItem>
      <MenuItem icon={FileSpreadsheet} onSelect={() => saveText(`${fileName}.csv`, 'text/csv', toCsv(data()))}>
        {t('saveCsv')}
      </MenuItem>
      <MenuItem icon={PenTool} disabled={!svg} onSelect={() => save('svg')}>
        {t('saveSvg')}
      </MenuItem>
      <MenuItem icon={Image} disabled={!svg} onSelect={() => save('png')}>
        {t('savePng')}
      </MenuItem>
    </Menu>
  )
}
