/** TAGDESK_TRUSTED_PROXIES: addresses or ranges, separated by commas, of the proxies in front of Tagdesk. */
import { BlockList, isIP, isIPv6 } from 'node:net';
import { SettingsError } from './settings-error.ts';
import { type Environment, text } from './values.ts';

const variable = 'TAGDESK_TRUSTED_PROXIES';

/** An empty list when nothing is set. Throws SettingsError when an entry is neither an address nor a range. */
export function readProxies(env: Environment): BlockList {
  const list = new BlockList();
  for (const entry of (text(env, variable) ?? '').split(',').map((part) => part.trim())) {
    if (entry === '') continue;
    const [address = '', bits] = entry.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    const prefix = bits === undefined ? null : Number(bits);
    const most = family === 'ipv6' ? 128 : 32;
    if (isIP(address) === 0 || (prefix !== null && !(prefix >= 0 && prefix <= most))) {
      throw new SettingsError(variable, `holds "${entry}", which is neither an address nor a range.`);
    }
    if (prefix === null) list.addAddress(address, family);
    else list.addSubnet(address, prefix, family);
  }
  return list;
}
