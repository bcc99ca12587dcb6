/** A person in the Playground; `aadObjectId` is their id in the tenant. */
export type PlaygroundPerson = { readonly name: string; readonly aadObjectId: string };

/** The tenant of everybody in the Playground, a valid GUID like real ones. */
export const PLAYGROUND_TENANT = '11111111-1111-4111-8111-111111111111';

/** The mechanic who types, unless a test names another one. */
export const MIA: PlaygroundPerson = { name: 'Mia de Wit', aadObjectId: '22222222-2222-4222-8222-222222222201' };

/** The bot's name there. */
export const BOT_NAME = 'Pitstop Chat';

/** A channel of a team. */
export const PLAYGROUND_CHANNEL = '19:meldingen@thread.tacv2';

/**
 * Its settings file: YAML, which JSON is a part of. It wants exactly five people besides the one
 * who types.
 */
export function playgroundConfig(appId: string, current: PlaygroundPerson): string {
  return JSON.stringify({
    version: '0.1.0',
    tenantId: PLAYGROUND_TENANT,
    bot: { id: `28:${appId}`, name: BOT_NAME },
    currentUser: user(current),
    users: colleagues.map(user),
    personalChat: { id: `a:personal-${current.aadObjectId}` },
    groupChat: { id: '19:group@thread.v2', name: 'Iedereen' },
    team: {
      id: '19:team@thread.tacv2',
      name: 'Werkplaats',
      aadGroupId: '33333333-3333-4333-8333-333333333333',
      channels: [{ id: PLAYGROUND_CHANNEL, name: 'Meldingen' }],
    },
  });
}

const colleagues: readonly PlaygroundPerson[] = ['Anna', 'Bas', 'Cor', 'Dirk', 'Els'].map((name, n) => ({
  name,
  aadObjectId: `22222222-2222-4222-8222-22222222221${n}`,
}));

function user({ name, aadObjectId }: PlaygroundPerson) {
  const [givenName = name, ...rest] = name.split(' ');
  const email = `${givenName.toLowerCase()}@garage.example`;
  return {
    id: `29:${aadObjectId}`,
    name,
    userPrincipleName: email,
    aadObjectId,
    givenName,
    surname: rest.join(' ') || givenName,
    email,
  };
}
