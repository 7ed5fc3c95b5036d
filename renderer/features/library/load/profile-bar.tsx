import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LoadProfile } from '#contract/profiles.ts'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu, MenuItem } from '../../../ui/menu.tsx'
import { reportProblem } from '../../../ui/report-problem.ts'
import { Select } from '../../../ui/select.tsx'
import { ProfileNameForm } from './profile-name-form.tsx'
import type { LoadForm } from './use-load-form.ts'

const none = 'none'

type ProfileBarProps = {
  form: LoadForm
  /** Shows or hides what a profile says of sampling and the prompt. */
  onAnswers: () => void
  isMore: boolean
  /** Shows or hides the options that few loads need. */
  onMore: () => void
}

/** Which profile a model is loaded with, and what can be done with profiles: save, rename, make the default, delete. */
export const ProfileBar = ({ form, onAnswers, isMore, onMore }: ProfileBarProps) => {
  const { t } = useTranslation('picker')
  const [naming, setNaming] = useState<'new' | 'rename' | null>(null)
  const { draft, profile, profiles, isChanged } = form
  const save = async (change: Partial<LoadProfile>): Promise<void> => {
    if (!profile) return
    // The choice stays, also where it was only the default's.
    form.adopt(profile.id)
    await profiles.save({ ...profile, ...change })
  }
  const saveNew = async (name: string) => {
    const saved = await profiles.save({ modelId: draft.modelId, name, isDefault: false, ...draft.content })
    form.adopt(saved.id)
  }
  return (
    <div className="flex min-h-7 items-start gap-2 type-secondary text-ink2">
      <span className="leading-7">{t('profile.label')}</span>
      {naming ? (
        <ProfileNameForm
          name={naming === 'rename' ? (profile?.name ?? '') : ''}
          save={naming === 'rename' ? (name) => save({ name }) : saveNew}
          onDone={() => setNaming(null)}
        />
      ) : (
        <>
          <Select
            size="compact"
            className="max-w-56 min-w-0"
            label={t('profile.label')}
            value={draft.profileId ?? none}
            onChange={(id) => form.choose(id === none ? null : id)}
            options={[
              { value: none, label: t('profile.none') },
              ...profiles.profiles.map(({ id, name, isDefault }) => ({
                value: id,
                label: name,
                hint: isDefault ? t('profile.default') : undefined,
              })),
            ]}
          />
          {isChanged && (
            <span className="flex h-7 items-center gap-1">
              {t('profile.changed')}
              {profile && (
                <Button
                  variant="text"
                  size="inline"
                  onClick={() => void save(draft.content).catch(reportProblem)}
                  aria-label={t('profile.saveNamed', { name: profile.name })}
                >
                  {t('profile.save')}
                </Button>
              )}
              <Button variant="text" size="inline" onClick={() => setNaming('new')}>
                {t('profile.saveAs')}
              </Button>
            </span>
          )}
          <span className="ml-auto flex h-7 items-center gap-1">
            <Button variant="text" size="inline" aria-expanded={isMore} onClick={onMore}>
              {t(isMore ? 'options.less' : 'options.more')}
            </Button>
            <Menu trigger={<IconButton icon={Ellipsis} label={t('profile.more')} />}>
              <MenuItem onSelect={onAnswers}>{t('profile.answers')}</MenuItem>
              <MenuItem onSelect={() => setNaming('new')}>{t('profile.saveAs')}</MenuItem>
              <MenuItem disabled={!profile} onSelect={() => setNaming('rename')}>
                {t('profile.rename')}
              </MenuItem>
              <MenuItem
                disabled={!profile}
                onSelect={() => void save({ isDefault: !profile?.isDefault }).catch(reportProblem)}
              >
                {t(profile?.isDefault ? 'profile.notDefault' : 'profile.makeDefault')}
              </MenuItem>
              <MenuItem
                danger
                disabled={!profile}
                onSelect={() => {
                  if (!profile) return
                  form.choose(null)
                  void profiles.remove(profile)
                }}
              >
                {t('profile.remove')}
              </MenuItem>
            </Menu>
          </span>
        </>
      )}
    </div>
  )
}
