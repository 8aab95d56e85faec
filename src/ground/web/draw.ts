import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Settings } from '../settings.ts'
import type { Assets } from './assets.ts'
import { cookieOptions, flashCookie } from './cookies.ts'
import { formToken } from './csrf.ts'
import { type FlashBanner, readFlashes } from './flash.ts'
import { type FrameParts, markCurrent } from './frame.ts'
import { themeColour, themeHref } from './theme.ts'
import type { PageModel, Renderer, View } from './views.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** What stands round this request's page, once it is known who asks. */
    frameParts: FrameParts | null
  }
}

/** Draws a page for a request: the model, with the frame of whoever asks round it. */
export type Draw = <Model extends PageModel>(
  request: FastifyRequest,
  reply: FastifyReply,
  view: View<Model>,
  model: Model,
) => string

export function makeDraw(settings: Settings, assets: Assets, renderer: Renderer): Draw {
  const plain: FrameParts = {
    authority: { name: '', logo_href: null, colour: null },
    person: null,
    navigation: [],
    search: null,
    demonstration: settings.demonstration,
  }

  const takeFlashes = (request: FastifyRequest, reply: FastifyReply): FlashBanner[] => {
    const kept = request.cookies[flashCookie(settings)]
    if (!kept) return []
    reply.clearCookie(flashCookie(settings), cookieOptions(settings))
    const { valid, value } = request.unsignCookie(kept)
    return valid && value ? readFlashes(value) : []
  }

  return (request, reply, view, model) => {
    const parts = request.frameParts ?? plain
    const colour = themeColour(parts.authority.colour)
    const path = request.url.split('?', 1)[0] ?? '/'
    return renderer.render(view, model, {
      frame: {
        ...parts,
        ...markCurrent(parts.navigation, path),
        out_of_hours: parts.out_of_hours_number ?? settings.outOfHoursNumber,
        flashes: takeFlashes(request, reply),
        css: assets.href('onroll.css'),
        colour,
        theme: themeHref(colour),
        script: assets.href('onroll.js'),
        icon: assets.href('onroll.svg'),
      },
      csrf: formToken(settings, request, reply),
      cspNonce: request.cspNonce,
    })
  }
}
