import { openHttpTunnel } from './http-tunnel.ts';
import type { ProxyAddress } from './proxy-address.ts';
import { openSocksTunnel } from './socks-tunnel.ts';
import type { OpenTunnel } from './tunnel.ts';

/** The way through this proxy, which has `timeoutMs` to reach a target. */
export function createTunnel(proxy: ProxyAddress, timeoutMs: number): OpenTunnel {
  const open = proxy.kind === 'socks5' ? openSocksTunnel : openHttpTunnel;
  return (target) => open(proxy, target, timeoutMs);
}
