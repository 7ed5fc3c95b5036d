/** The columns that the offers' lines and those of their quantizations share. The rate goes first where there is no room. */
export const offerColumns =
  'grid grid-cols-[minmax(0,1fr)_76px_72px_124px_116px_88px] items-center gap-x-2 max-narrow:grid-cols-[minmax(0,1fr)_72px_28px_92px]'
