import { useQuery } from '@tanstack/react-query'
import { FileDown } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useProcedures } from '../data/client-context.tsx'
import { itemsOfDrop } from '../features/library/imports/dropped-items.ts'
import { useImport } from '../features/library/imports/use-import.ts'
import { useDropTaker } from '../stores/drop-taker.ts'
import { reportProblem } from '../ui/report-problem.ts'

const holdsFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false

/** True while files are dragged over the window. What is dropped goes to `onDrop`; the page never leaves for a dropped file. */
const useFileDrag = (onDrop: (data: DataTransfer) => void): boolean => {
  const [isOver, setOver] = useState(false)
  const latest = useRef(onDrop)
  latest.current = onDrop
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    const listen = (type: 'dragenter' | 'dragover' | 'dragleave' | 'drop', take: (event: DragEvent) => void) =>
      window.addEventListener(
        type,
        (event) => {
          if (!holdsFiles(event)) return
          event.preventDefault()
          take(event)
        },
        { signal },
      )
    listen('dragenter', () => setOver(true))
    listen('dragover', () => setOver(true))
    listen('dragleave', (event) => {
      // From one element of the page to another it is not left.
      if (event.relatedTarget === null) setOver(false)
    })
    listen('drop', (event) => {
      setOver(false)
      if (event.dataTransfer) latest.current(event.dataTransfer)
    })
    return () => controller.abort()
  }, [])
  return isOver
}

/** Takes what is dropped anywhere on the window, and says so while it is held over it: models and folders, and what the page takes itself. */
export const DropOverlay = () => {
  const { t } = useTranslation('imports')
  const procedures = useProcedures()
  const bringIn = useImport()
  const info = useQuery(procedures.app.info.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  const taker = useDropTaker()
  const isOver = useFileDrag((data) => {
    const files = [...data.files]
    if (taker && files.length > 0 && files.every(({ name }) => taker.takes(name))) taker.take(files)
    else void itemsOfDrop(data).then(bringIn).catch(reportProblem)
  })
  if (!isOver) return null
  return (
    <div role="status" className="pointer-events-none fixed inset-0 z-60 grid place-items-center bg-scrim p-4">
      <div className="flex w-120 max-w-full flex-col items-center gap-2 rounded-card border-2 border-dashed border-goldmark bg-raise px-8 py-10 text-center shadow-popover">
        <FileDown size={24} strokeWidth={1.25} aria-hidden className="text-ink2" />
        <p className="type-section">{taker?.title ?? t('drop.title')}</p>
        <p className="max-w-90 text-ink2">
          {taker?.note ?? t(info.data?.knowsDroppedPaths ? 'drop.usedWhereItLies' : 'drop.sent')}
        </p>
      </div>
    </div>
  )
}
