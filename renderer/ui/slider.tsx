import { Slider as BaseSlider } from '@base-ui/react/slider'

type SliderProps = {
  value: number
  onChange: (value: number) => void
  onCommit?: (value: number) => void
  min: number
  max: number
  step?: number
  label: string
  /** What a screen reader says for a value. */
  valueText?: (value: number) => string
  /** Places of the ticks, in the slider's own unit. */
  ticks?: readonly number[]
  /** The place of a limit, drawn in clay. */
  limit?: number | null
}

/** A value on a hairline, with a ring to move. */
export const Slider = ({
  value,
  onChange,
  onCommit,
  min,
  max,
  step = 1,
  label,
  valueText,
  ticks = [],
  limit,
}: SliderProps) => {
  const place = (tick: number) => `${((tick - min) / (max - min)) * 100}%`
  return (
    <BaseSlider.Root
      value={value}
      onValueChange={onChange}
      onValueCommitted={onCommit}
      min={min}
      max={max}
      step={step}
      thumbAlignment="center"
    >
      <BaseSlider.Control className="relative flex h-6 w-full touch-none items-center">
        <BaseSlider.Track className="relative h-px w-full bg-edge">
          {ticks.map((tick) => (
            <span
              key={tick}
              aria-hidden
              className="absolute -top-[3px] h-[7px] w-px bg-edge"
              style={{ left: place(tick) }}
            />
          ))}
          {limit != null && limit > min && limit < max && (
            <span aria-hidden className="absolute -top-2 h-4 w-px bg-clay" style={{ left: place(limit) }} />
          )}
          <BaseSlider.Indicator className="-top-[0.5px]! h-0.5! bg-ink" />
          <BaseSlider.Thumb
            aria-label={label}
            getAriaValueText={valueText ? (_formatted, current) => valueText(current) : null}
            className="size-3.5 rounded-full border-[1.5px] border-ink bg-raise has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-goldmark"
          />
        </BaseSlider.Track>
      </BaseSlider.Control>
    </BaseSlider.Root>
  )
}
