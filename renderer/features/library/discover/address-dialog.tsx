import { Link2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useClient } from '../../../data/client-context.tsx'
import { problemOf, type ShownProblem } from '../../../data/problem.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field, TextInput } from '../../../ui/field.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { libraryPath } from '../library-place.ts'

const isHttps = (address: string): boolean => URL.canParse(address) && new URL(address).protocol === 'https:'
const isHash = (text: string): boolean => /^[0-9a-f]{64}$/i.test(text)

const AddressForm = ({ onDone }: { onDone: () => void }) => {
  const { t } = useTranslation('discover')
  const { t: tApp } = useTranslation('app')
  const client = useClient()
  const [, navigate] = useLocation()
  const [address, setAddress] = useState('')
  const [hash, setHash] = useState('')
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [url, sha256] = [address.trim(), hash.trim().toLowerCase()]
  const addressError = url !== '' && !isHttps(url) && !'https://'.startsWith(url) ? t('address.notHttps') : null
  const hashError = sha256 !== '' && !isHash(sha256) ? t('address.notHash') : null

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    try {
      await client.downloads.addFromUrl({ url, sha256: sha256 === '' ? null : sha256 })
      onDone()
      navigate(libraryPath('downloads'))
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-3">
      <Field label={t('address.label')} error={addressError}>
        <TextInput
          type="text"
          inputMode="url"
          value={address}
          maxLength={4000}
          placeholder={t('address.placeholder')}
          spellCheck={false}
          autoComplete="off"
          className="font-mono"
          onChange={(event) => {
            setAddress(event.target.value)
            setProblem(null)
          }}
        />
      </Field>
      <Field label={t('address.hash')} description={t('address.hashDescription')} error={hashError}>
        <TextInput
          value={hash}
          maxLength={80}
          placeholder={t('address.hashPlaceholder')}
          spellCheck={false}
          autoComplete="off"
          className="font-mono"
          onChange={(event) => setHash(event.target.value)}
        />
      </Field>
      {problem && <ProblemNotice problem={problem} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>{tApp('common.cancel')}</Button>
        <Button type="submit" variant="primary" disabled={isBusy || !isHttps(url) || hashError !== null}>
          {t('address.get')}
        </Button>
      </div>
    </form>
  )
}

/** The button and the dialog that fetch a GGUF file from any https address. */
export const AddressDialog = () => {
  const { t } = useTranslation('discover')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Link2 size={16} strokeWidth={1.5} aria-hidden />
        {t('address.open')}
      </Button>
      <Dialog open={isOpen} onOpenChange={setOpen} title={t('address.title')} description={t('address.description')}>
        <AddressForm onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}
