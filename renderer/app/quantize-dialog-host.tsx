import { lazy, Suspense, useEffect, useState } from 'react'
import { useInterface } from '../stores/interface.ts'

const QuantizeDialog = lazy(() =>
  import('../features/lab/quantize/quantize-dialog.tsx').then((dialog) => ({ default: dialog.QuantizeDialog })),
)

/** The dialog that makes quantizations, for whoever asks for it. It comes when it is first wanted, and stays. */
export const QuantizeDialogHost = () => {
  const isOpen = useInterface(({ quantize }) => quantize.isOpen)
  const [isWanted, setWanted] = useState(false)
  useEffect(() => {
    if (isOpen) setWanted(true)
  }, [isOpen])
  if (!isWanted) return null
  return (
    <Suspense fallback={null}>
      <QuantizeDialog />
    </Suspense>
  )
}
