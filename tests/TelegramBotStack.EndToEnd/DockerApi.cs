using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace TelegramBotStack.EndToEnd;

/// <summary>A host's Docker Engine, asked behind the deployer's back.</summary>
internal sealed class DockerApi(string socket) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellationToken) =>
        {
            var stream = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await stream.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellationToken);
            return new NetworkStream(stream, ownsSocket: true);
        },
    })
    { BaseAddress = new Uri("http://docker/") };

    /// <summary>Ids of a bot's containers, also of those that do not run.</summary>
    public async Task<IReadOnlyList<string>> ContainersOf(string bot)
    {
        var filter = Uri.EscapeDataString(JsonSerializer.Serialize(new { label = new[] { $"botstack.bot={bot}" } }));
        return [.. (await Get($"containers/json?all=true&filters={filter}")).EnumerateArray().Select(container => container.GetProperty("Id").GetString()!)];
    }

    public async Task<JsonElement> Get(string path) => JsonDocument.Parse(await Text(path)).RootElement;

    public async Task<string> Text(string path) => await client.GetStringAsync(Relative(path), TestContext.Current.CancellationToken);

    public async Task<Stream> Read(string path) => await client.GetStreamAsync(Relative(path), TestContext.Current.CancellationToken);

    public async Task Post(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(Relative(path), content, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public async Task Delete(string path)
    {
        using var answer = await client.DeleteAsync(Relative(path), TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => client.Dispose();

    private static Uri Relative(string path) => new(path, UriKind.Relative);
}
