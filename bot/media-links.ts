import { createHmac, timingSafeEqual } from 'node:crypto';

export type MediaSize = 'whole' | 'thumbnail';

/** What an address line says: nothing of it is to be trusted before it is checked. */
export type AskedMedia = {
  readonly sha256: string;
  readonly size: MediaSize;
  /** Seconds since 1970, in digits. */
  readonly expires: string;
  readonly signature: string;
};

/** Links to stored files: whoever has one may see that file until it expires, and nothing else. */
export type MediaLinks = {
  /** Path and query; it works for one to two hours, and pages of the same hour get the same, so that browsers keep what it shows. */
  linkTo(sha256: string, size: MediaSize): string;
  /** For a link of ours that still works: for how many seconds more. */
  check(asked: AskedMedia): { readonly goodFor: number } | 'forged' | 'expired';
};

const HOUR_S = 3_600;

/** Signs links and checks them with a secret of their own; `now` is the real time. */
export function createMediaLinks({ secret, now }: { readonly secret: string; readonly now: () => Date }): MediaLinks {
  const nowS = (): number => Math.floor(now().getTime() / 1_000);
  const sign = ({ sha256, size, expires }: Omit<AskedMedia, 'signature'>): string =>
    createHmac('sha256', secret).update(`${sha256} ${size} ${expires}`).digest('base64url');
  return {
    linkTo: (sha256, size) => {
      const expires = String((Math.floor(nowS() / HOUR_S) + 2) * HOUR_S);
      const query = `e=${expires}&s=${sign({ sha256, size, expires })}`;
      return `/media/${sha256}?${query}${size === 'thumbnail' ? '&thumb' : ''}`;
    },
    check: (asked) => {
      if (!isSame(asked.signature, sign(asked))) return 'forged';
      const goodFor = Number(asked.expires) - nowS();
      return goodFor > 0 ? { goodFor } : 'expired';
    },
  };
}

/** Takes as long for a wrong first character as for a wrong last one. */
function isSame(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)];
  return one.byteLength === other.byteLength && timingSafeEqual(one, other);
}
