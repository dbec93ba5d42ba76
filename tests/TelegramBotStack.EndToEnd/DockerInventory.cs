using System.Net.Sockets;
using System.Text.Json;

namespace TelegramBotStack.EndToEnd;

/// <summary>What a Docker Engine has, as far as it belongs to some bots or to nobody of ours.</summary>
internal sealed class DockerInventory(string socket) : IDisposable
{
    private readonly HttpClient docker = new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellationToken) =>
        {
            var stream = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await stream.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellationToken);
            return new NetworkStream(stream, ownsSocket: true);
        },
    })
    { BaseAddress = new Uri("http://docker/") };

    /// <summary>A volume of somebody else's, with a name that could be one of ours.</summary>
    public async Task AddStrangerAsync()
    {
        using var content = new StringContent("""{ "Name": "botstack-echo-strangers" }""", System.Text.Encoding.UTF8, "application/json");
        (await docker.PostAsync(new Uri("volumes/create", UriKind.Relative), content, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
    }

    /// <summary>A line for each container, volume, network and image that belongs to one of the bots, or to nobody of ours.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(IReadOnlySet<string> bots)
    {
        var lines = new List<string>();
        foreach (var container in await ListAsync("containers/json?all=true"))
        {
            Add(container, "container", $"{container.GetProperty("Id")} {container.GetProperty("State")}");
        }

        foreach (var volume in (await GetAsync("volumes")).GetProperty("Volumes").EnumerateArray())
        {
            Add(volume, "volume", $"{volume.GetProperty("Name")} {volume.GetProperty("CreatedAt")}");
        }

        foreach (var network in await ListAsync("networks"))
        {
            Add(network, "network", $"{network.GetProperty("Id")}");
        }

        foreach (var image in await ListAsync("images/json"))
        {
            Add(image, "image", $"{image.GetProperty("Id")} {image.GetProperty("RepoTags")}");
        }

        return [.. lines.Order(StringComparer.Ordinal)];

        void Add(JsonElement thing, string kind, string what)
        {
            var owner = thing.GetProperty("Labels") is { ValueKind: JsonValueKind.Object } labels && labels.TryGetProperty("botstack.bot", out var bot)
                ? bot.GetString()
                : null;
            if (owner is null || bots.Contains(owner))
            {
                lines.Add($"{kind} {what}");
            }
        }
    }

    public void Dispose() => docker.Dispose();

    private async Task<IEnumerable<JsonElement>> ListAsync(string path) => (await GetAsync(path)).EnumerateArray();

    private async Task<JsonElement> GetAsync(string path) =>
        JsonDocument.Parse(await docker.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken)).RootElement;
}
