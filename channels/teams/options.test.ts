import { expect, it } from 'vitest';
import { mayFetch } from './media.ts';
import { isServiceUrl } from './options.ts';

const allowed = ['https://smba.trafficmanager.net/', 'http://127.0.0.1:3980/emea'];

it.each([
  'https://smba.trafficmanager.net/emea/',
  'https://smba.trafficmanager.net/amer/22222222-2222-4222-8222-222222222222/',
  'https://SMBA.trafficmanager.net:443/emea',
  'http://127.0.0.1:3980/emea/v3/conversations',
])('the token may go to %s', (url) => expect(isServiceUrl(url, allowed)).toBe(true));

it.each([
  'http://smba.trafficmanager.net/emea/',
  'https://smba.trafficmanager.net.evil.example/',
  'https://smba.trafficmanager.net@evil.example/',
  'https://mia:x@smba.trafficmanager.net/',
  'https://smba.trafficmanager.net:8443/',
  'https://evil.example/?https://smba.trafficmanager.net/',
  'http://127.0.0.1:3980/emea-evil/',
  'http://127.0.0.1:3980/emea/../admin',
  'smba.trafficmanager.net',
  '',
])('the token never goes to %s', (url) => expect(isServiceUrl(url, allowed)).toBe(false));

it.each([
  ['https://smba.trafficmanager.net/emea/v3/attachments/0-1/views/original', 'with-token'],
  ['http://127.0.0.1:3980/file', 'with-token'],
  ['https://garage-my.sharepoint.com/personal/mia/file.jpg?tempauth=1', 'openly'],
  ['https://northcentralus1-mediap.svc.ms/transform', 'openly'],
  ['https://garage-my.sharepoint.com:8443/', 'never'],
  ['https://sharepoint.com.evil.example/', 'never'],
  ['https://evilsharepoint.com/', 'never'],
  ['http://garage-my.sharepoint.com/', 'never'],
  ['http://169.254.169.254/latest/meta-data', 'never'],
  ['http://127.0.0.1:5432/', 'never'],
  ['file:///etc/passwd', 'never'],
  ['no address', 'never'],
])('T38: a file at %s is fetched %s', (url, access) => expect(mayFetch(url, allowed)).toBe(access));
