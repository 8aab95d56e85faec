import { flash } from '../../ground/web/flash.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import type { ChildBanner } from '../children/index.ts'

export const sealPage = view<PageModel & { banner: ChildBanner }>('features/protection/views/seal.njk')

export const sealed = flash(
  'child_sealed',
  () => 'The record is sealed. From now on it exists only for those named on it.',
)
export const unsealed = flash(
  'child_unsealed',
  () => 'The seal is lifted. Those who need to know see the child as before.',
)
