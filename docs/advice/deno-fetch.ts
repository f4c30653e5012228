export async function before(caCerts: string[], url: URL): Promise<number> {
  // #region before
  const client = Deno.createHttpClient({ caCerts }); // parses the certificates for every client
  const response = await fetch(url, { client });
  // #endregion
  await response.arrayBuffer();
  client.close();
  return response.status;
}

export async function after(caCerts: string[], url: URL): Promise<number> {
  // #region after
  const client = Deno.createHttpClient({ caCerts }); // once, in a module: there is no context to share

  const response = await fetch(url, { client });
  // #endregion
  await response.arrayBuffer();
  client.close();
  return response.status;
}
