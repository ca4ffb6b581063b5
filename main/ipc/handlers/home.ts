/** The handler of Home. */
import type { HandlersOf } from '../../../domain/wire/ipc/call.js';
import type { homeCalls } from '../../../domain/wire/ipc/home.js';
import type { NodeContext } from '../../context.js';
import { homePage } from '../../view/home.js';
import type { Sight } from '../../view/sight.js';

export function homeHandlers(context: NodeContext, sight: Sight): HandlersOf<typeof homeCalls> {
  return { 'home.page': async () => homePage(context, sight) };
}
