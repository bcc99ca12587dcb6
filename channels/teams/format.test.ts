import { describe, expect, it } from 'vitest';
import { adapt } from '../adapt.ts';
import { TEAMS_CAPABILITIES } from './capabilities.ts';
import { asActivity } from './format.ts';
import { shownIn } from './testing/shown.ts';

function asText(text: string) {
  return asActivity({ kind: 'text', text });
}

describe('a text', () => {
  it('has its bold words bold, its lines apart, and every other sign as it is', () => {
    expect(asText('*VW Golf*\nzie [x](http://evil) & <b>nu</b>\n1. _remmen_\n- AB-123-C')).toEqual({
      type: 'message',
      textFormat: 'xml',
      text: '<b>VW Golf</b><br>zie &#91;x&#93;(http://evil) &#38; &#60;b&#62;nu&#60;/b&#62;<br>1&#46; &#95;remmen&#95;<br>&#45; AB-123-C',
    });
  });

  it('has no sign that XML does not allow', () =>
    expect(asText('a\u0000b\u001b[1mc\ud83dd\te').text).toBe('ab&#91;1mcd\te'));

  it('with buttons is a card, of which a phone tells the words', () => {
    const choices = [{ token: 'token-0000000001', label: 'Ja' }];
    const activity = asActivity({ kind: 'text', text: '*AB-123-C*\nZeker weten?', choices });
    expect(activity.summary).toBe('AB-123-C Zeker weten?');
    expect(shownIn('1', JSON.parse(JSON.stringify(activity)))).toMatchObject({
      text: 'AB-123-C\nZeker weten?',
      choices,
    });
  });

  it('of 1 MB goes in parts that Teams takes, and nothing of it is lost', () => {
    const text = 'Remblokken & wissers. '.repeat(48_000);
    const parts = adapt({ kind: 'text', text }, TEAMS_CAPABILITIES).map(asActivity);
    for (const part of parts) expect(JSON.stringify(part).length * 2).toBeLessThan(80 * 1024);
    const arrived = parts.map((part) => shownIn('1', JSON.parse(JSON.stringify(part))).text).join(' ');
    expect(arrived.trim() === text.trim()).toBe(true);
  });
});
