using System.Net;
using System.Text.Json;
using System.Threading.Channels;

namespace TelegramBotStack.EndToEnd;

/// <summary>A web server on loopback that alerts are posted to.</summary>
internal sealed class AlertReceiver : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private readonly HttpListener listener;
    private readonly Channel<string> states = Channel.CreateUnbounded<string>();

    public AlertReceiver()
    {
        (listener, Address) = Start();
        _ = ReceiveAsync();
    }

    /// <summary>The address, with a secret in it.</summary>
    public string Address { get; }

    /// <summary>How many have arrived and not been asked for.</summary>
    public int Waiting => states.Reader.Count;

    /// <summary>The state that the next alert tells of.</summary>
    public async Task<string> Next()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        return await states.Reader.ReadAsync(limit.Token);
    }

    public void Dispose() => listener.Close();

    private static (HttpListener, string) Start()
    {
        while (true)
        {
            var address = $"http://127.0.0.1:{Random.Shared.Next(20000, 32000)}/{Guid.NewGuid():N}/";
            var listener = new HttpListener();
            listener.Prefixes.Add(address);
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException)
            {
                // Somebody else has the port.
                listener.Close();
            }
        }
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                var alert = await JsonDocument.ParseAsync(context.Request.InputStream);
                context.Response.Close();
                states.Writer.TryWrite(alert.RootElement.GetProperty("state").GetString()!);
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            states.Writer.TryComplete();
        }
    }
}
