import { Cpu, FolderOpen, Library } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model, ModelsState } from '#contract/models.ts'
import { StarterStatus } from '../features/library/starter-status.tsx'
import { formatFileSize } from '../i18n/format.ts'
import { openGgufFile, openModelPicker } from '../stores/interface.ts'
import { useHardwareState, useModelsState } from '../stores/stores.tsx'
import { Button } from '../ui/button.tsx'
import { FitBadge } from '../ui/fit-badge.tsx'
import { AcaciaPlate } from './acacia-plate.tsx'
import { HardwareSentence } from './hardware-sentence.tsx'

const Row = ({
  icon: Icon,
  title,
  children,
  side,
  action,
}: {
  icon: typeof Cpu
  title: string
  children: ReactNode
  side?: ReactNode
  action?: ReactNode
}) => (
  <div className="grid min-h-16 grid-cols-[16px_minmax(0,1fr)_auto_96px] items-center gap-x-4 border-b border-rule py-2.5 max-narrow:grid-cols-[16px_minmax(0,1fr)_auto]">
    <Icon size={16} strokeWidth={1.5} aria-hidden className="mt-0.5 self-start text-ink2" />
    <div>
      <b className="block font-[550]">{title}</b>
      <div className="text-ink2">{children}</div>
    </div>
    <span className="max-narrow:hidden">{side}</span>
    <span className="flex flex-col">{action}</span>
  </div>
)

const Headline = ({ state, chosen }: { state: ModelsState; chosen: Model | null }) => {
  const { t } = useTranslation('app')
  const { phase } = state.starter
  if (chosen) {
    return (
      <>
        <h1 className="type-welcome max-narrow:text-[2rem] max-narrow:leading-10">{t('firstRun.ready')}</h1>
        <p className="mt-2 type-lede text-ink2">
          {t(chosen.isStarter ? 'firstRun.readyStarter' : 'firstRun.readyOther', { name: chosen.name })}
        </p>
      </>
    )
  }
  const key = phase === 'failed' ? 'failed' : phase === 'declined' || phase === 'ready' ? 'none' : 'onItsWay'
  return (
    <>
      <h1 className="type-welcome max-narrow:text-[2rem] max-narrow:leading-10">{t(`firstRun.${key}`)}</h1>
      <p className="mt-2 type-lede text-ink2">{t(`firstRun.${key}Explanation`)}</p>
      <div className="mt-3">
        <StarterStatus starter={state.starter} />
      </div>
    </>
  )
}

const Next = ({ chosen }: { chosen: Model | null }) => {
  const { t } = useTranslation('app')
  const hardware = useHardwareState()
  return (
    <div className="mt-8 border-t-[1.5px] border-ink2">
      {chosen && (
        <Row
          icon={Library}
          title={t('firstRun.chooseTitle')}
          side={<FitBadge verdict={chosen.fit.verdict} />}
          action={
            <Button size="compact" onClick={openModelPicker}>
              {t('firstRun.choose')}
            </Button>
          }
        >
          {t('firstRun.chooseText', {
            name: chosen.name,
            quantization: chosen.quantization,
            size: formatFileSize(chosen.sizeBytes),
          })}
        </Row>
      )}
      <Row
        icon={FolderOpen}
        title={t('firstRun.openTitle')}
        action={
          <Button size="compact" onClick={openGgufFile}>
            {t('firstRun.open')}
          </Button>
        }
      >
        {t('firstRun.openText')}
      </Row>
      <Row icon={Cpu} title={t('firstRun.machineTitle')}>
        <HardwareSentence state={hardware} />
      </Row>
    </div>
  )
}

type FirstRunProps = {
  /** The composer of the chat page. */
  children: ReactNode
}

/** What an empty conversation shows: where the model is, the composer, and what can be done next. */
export const FirstRun = ({ children }: FirstRunProps) => {
  const state = useModelsState((models) => models)
  const chosen = state?.models.find((model) => model.id === state.chosenModelId) ?? null
  return (
    <div className="flex h-full overflow-y-auto">
      <div className="m-auto grid w-full max-w-[1152px] grid-cols-[minmax(0,640px)_360px] justify-center gap-x-18 px-10 py-8 max-wide:grid-cols-[minmax(0,640px)] max-medium:px-6">
        <div>
          {/* The lines above the composer keep their height, so that it stays where it is when the model is there. */}
          <div className="mb-6 min-h-33">{state && <Headline state={state} chosen={chosen} />}</div>
          {children}
          <Next chosen={chosen} />
        </div>
        <div className="flex justify-center max-wide:hidden">
          <AcaciaPlate />
        </div>
      </div>
    </div>
  )
}
