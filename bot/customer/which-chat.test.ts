import { describe, expect, it } from 'vitest';
import { jan, janPhone } from '../../core/testing/builders.ts';
import { askedScene, counting, doing, input, text, textOnly } from '../react/testing/stage.ts';
import { converse } from './converse.ts';

const invitationId = 'i-9';
const asked = { ...askedScene(), asked: new Map([[janPhone, { kind: 'which-chat', invitationId } as const]]) };
function follows(words: string, scene = textOnly(asked)) {
  return doing(converse(text(words), scene, counting()), 'follow');
}

describe('"Follow both here?"', () => {
  it.each(['ALLEBEI', 'allebei graag', 'Beide', 'both', 'Both please', 'ja allebei'])('both: %s', (words) =>
    expect(follows(words)).toEqual([{ do: 'follow', customerId: jan, addressId: janPhone, invitationId, how: 'both' }]),
  );
  it.each(['ALLEEN NIEUWE', 'alleen de nieuwe', 'de nieuwe', 'only new', 'Only the new one', 'the new one please'])(
    'only the new one: %s',
    (words) => expect(follows(words)).toMatchObject([{ how: 'new' }]),
  );
  it.each(['ja', 'nee', 'ok', 'wat?', 'niet allebei', 'not the new one', 'both or new?', 'nieuwe banden'])(
    'changes nothing with other words: %s',
    (words) => expect(follows(words)).toEqual([]),
  );
  it('is no question any more once something else was said, but its buttons still work', () => {
    expect(follows('allebei', askedScene())).toEqual([]);
    const action = { do: 'follow', invitationId, how: 'new' } as const;
    const steps = converse(input({ kind: 'choice', action, standing: 'live' }), askedScene(), counting());
    expect(doing(steps, 'follow')).toMatchObject([{ invitationId, how: 'new' }]);
  });
});
