import type { RepairView } from '../../core/scene/scene.ts';

/** When any of these phrases was last said about a repair; undefined when none was. */
export function lastTold({ told }: RepairView, ...kinds: readonly string[]): Date | undefined {
  return kinds.reduce<Date | undefined>((last, kind) => {
    const at = told.get(kind);
    return at && (!last || at > last) ? at : last;
  }, undefined);
}
