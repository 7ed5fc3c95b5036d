import { Switch as BaseSwitch } from '@base-ui/react/switch'

type SwitchProps = { checked: boolean; onChange: (checked: boolean) => void; label?: string; id?: string }

/** On or off, at once. */
export const Switch = ({ checked, onChange, label, id }: SwitchProps) => (
  <BaseSwitch.Root
    id={id}
    checked={checked}
    onCheckedChange={onChange}
    aria-label={label}
    className="relative inline-flex h-6 w-10 shrink-0 items-center rounded-full border border-edge bg-paper transition-colors duration-120 data-[checked]:border-ink data-[checked]:bg-ink"
  >
    <BaseSwitch.Thumb className="block size-4 translate-x-[3px] rounded-full border border-edge bg-raise transition-transform duration-120 data-[checked]:translate-x-[19px] data-[checked]:border-gold data-[checked]:bg-gold" />
  </BaseSwitch.Root>
)
