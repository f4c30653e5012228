export async function before(caCerts: string[], { hostname, port }: URL): Promise<number> {
  // #region before
  const connection = await Deno.connectTls({ hostname, port: Number(port), caCerts }); // for every request
  // #endregion
  return getStatus(connection);
}

export async function after(caCerts: string[], url: URL): Promise<number> {
  // #region after
  const client = Deno.createHttpClient({ caCerts }); // once, in a module: Deno.connectTls has nothing to share

  const response = await fetch(url, { client });
  // #endregion
  await response.arrayBuffer();
  client.close();
  return response.status;
}

async function getStatus(connection: Deno.TlsConn): Promise<number> {
  const request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  await connection.write(new TextEncoder().encode(request));
  const buffer = new Uint8Array(4096);
  const length = (await connection.read(buffer)) ?? 0;
  connection.close();
  return Number(new TextDecoder().decode(buffer.subarray(0, length)).split(" ")[1]);
}
