import { Tooltip } from '../../../ui/tooltip.tsx'

/** A name and its figure; `hint` explains the figure on hover and on focus. */
export type Note = readonly [name: string, value: string, hint?: string]

export const noteWidth = 160

/** Names and figures of the notes, in two columns. */
export const NoteList = ({ rows }: { rows: readonly Note[] }) => (
  <dl className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-0.5">
    {rows.map(([name, value, hint]) => (
      <div key={name} className="contents">
        <dt className="text-ink3">{name}</dt>
        <dd className="text-right type-side-figure text-[11.5px]!">
          {hint === undefined ? (
            value
          ) : (
            <Tooltip label={hint} side="left">
              <button type="button" aria-description={hint} className="cursor-help rounded-chip">
                {value}
              </button>
            </Tooltip>
          )}
        </dd>
      </div>
    ))}
  </dl>
)
