using System.Net;
using System.Net.Sockets;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

/// <summary>Telegram with another clock: passes calls on to the simulator, and answers with a Date of its own.</summary>
internal sealed class SkewedTelegram : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly HttpClient client = new();
    private readonly Task serving;

    private SkewedTelegram(string target, string address, TimeSpan offset)
    {
        BaseUrl = address;
        listener.Prefixes.Add(address + "/");
        listener.Start();
        serving = ServeAsync(target, offset);
    }

    public string BaseUrl { get; }

    public static Task<SkewedTelegram> StartAsync(TelegramSimulator telegram, TimeSpan offset)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        return Task.FromResult(new SkewedTelegram(telegram.BaseUrl, $"http://127.0.0.1:{port}", offset));
    }

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
        client.Dispose();
    }

    private async Task ServeAsync(string target, TimeSpan offset)
    {
        while (true)
        {
            HttpListenerContext call;
            try
            {
                call = await listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var answer = await client.GetAsync(new Uri(target + call.Request.RawUrl));
            var content = await answer.Content.ReadAsByteArrayAsync();
            call.Response.StatusCode = (int)answer.StatusCode;
            call.Response.Headers["Date"] = DateTimeOffset.UtcNow.Add(offset).ToString("R");
            await call.Response.OutputStream.WriteAsync(content);
            call.Response.Close();
        }
    }
}
