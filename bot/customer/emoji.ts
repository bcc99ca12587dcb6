import type { WordClass } from './word-class.ts';

const SIGNS: readonly (readonly [WordClass, string])[] = [
  ['good', '👍 👌 ✅ ✔ ☑ 🆗 💯'],
  ['laugh', '😂 🤣 😅 😆'],
  [
    'smile',
    '😘 😍 💛 🖤 🥳 👏 😌 🫶 👊 🤙 😎 💖 🧡 🌷 🌸 🙋 🙂 😊 😀 😃 😄 😁 ☺ 🙏 🤝 👋 😇 🥰 ❤ 💪 🔧 🚗 🚙 🎉 ✨ 🌞 ☀ 🛠 🤗 💙 💚 🙌 👏 🚘 🔩',
  ],
  ['no', '👎 ❌ 🚫 ⛔ ✖'],
  [
    'irony',
    '🙄 😒 🤔 😏 🤡 🤷 😉 😜 🙃 🤨 😑 😐 🤪 🤭 😝 😛 🤥 💸 🤑 🫠 🤮 😳 🤯 😱 🐷 🐖 💀 ☠ 😣 😖 😫 🥴 🫤 😕 💩 🤢 🧐 🫣 😟 😰 😨 👀 ⚠ ⏳ ⏰ 🕐 ✋ 🛑 🤞 🤌 🫥 😶',
  ],
  ['complaint', '😡 🤬 😠 😤 🖕'],
  ['qmark', '❓ ❔ ⁉'],
];

const CLASS_OF = new Map(SIGNS.flatMap(([name, list]) => list.split(' ').map((sign) => [sign, name] as const)));

const EMOTICONS: readonly (readonly [RegExp, string])[] = [
  [/(?<=^|\s)[:=]-?[)D](?=\s|$|[.,!])/g, ' 🙂 '],
  [/(?<=^|\s);-?[)](?=\s|$|[.,!])/g, ' 😉 '],
  [/(?<=^|\s)[:=]-?[(/\\|](?=\s|$|[.,!])/g, ' 😐 '],
];

/** What an emoji says in an answer; one that is not known stands beside a plain answer only. */
export const emojiClasses = (sign: string): readonly WordClass[] => {
  const name = CLASS_OF.get(sign) ?? 'emoji';
  return name === 'good' ? ['good', 'thumb'] : [name];
};

/** Writes emoticons as emoji and takes away skin tones and joiners. */
export const plainEmoji = (text: string): string =>
  EMOTICONS.reduce((plain, [emoticon, emoji]) => plain.replace(emoticon, emoji), text).replace(
    /\p{Emoji_Modifier}|\p{Default_Ignorable_Code_Point}|\u20E3|♂|♀/gu,
    '',
  );
