import { useTranslation } from 'react-i18next'
import { interfaceStore, useInterface } from '../../../stores/interface.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { QuantizeForm } from './quantize-form.tsx'

const setOpen = (isOpen: boolean) => interfaceStore.setState(({ quantize }) => ({ quantize: { ...quantize, isOpen } }))

/** Makes quantizations of a model on this machine, wherever that was asked for. What is begun goes on when it is closed. */
export const QuantizeDialog = () => {
  const { t } = useTranslation('lab')
  const { isOpen, modelId } = useInterface(({ quantize }) => quantize)
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      title={t('quantize.title')}
      description={t('quantize.what')}
      className="w-[680px]"
    >
      <QuantizeForm modelId={modelId} onLeave={() => setOpen(false)} />
    </Dialog>
  )
}
