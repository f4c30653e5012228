export async function before(ca: string[], url: URL): Promise<number> {
  // #region before
  const response = await fetch(url, { tls: { ca }, keepalive: false }); // a new connection for every call
  // #endregion
  await response.arrayBuffer();
  return response.status;
}

export async function after(ca: string[], url: URL): Promise<number> {
  // #region after
  const tls = { ca }; // once, in a module

  const response = await fetch(url, { tls }); // no context to share: let the pool keep the connection
  // #endregion
  await response.arrayBuffer();
  return response.status;
}
